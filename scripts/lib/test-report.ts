/** How many tests or checks of one suite passed and failed. */
export interface Tally {
  passed: number;
  failed: number;
  /** Did not run; in CI that is a failure. */
  skipped: number;
}

/** Adds the suites up. Skipped tests are told apart, and in CI count as failed. */
export function addUp(tallies: readonly Tally[], isCi: boolean): Tally {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed;
    total.failed += failed + (isCi ? skipped : 0);
    total.skipped += skipped;
  }
  return total;
}

/** Ends a run: says what did not run, sets the exit code, and prints the last line. */
export function conclude(tallies: readonly Tally[]): void {
  const { passed, failed, skipped } = addUp(tallies, Boolean(process.env["CI"]));
  if (skipped > 0) console.log(`${skipped} tests did NOT run.`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

/** A suite's counts, made to agree with its exit code: a runner that failed has a failure. */
export function reconcile(tally: Tally, exitCode: number): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
