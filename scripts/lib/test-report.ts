/** How many tests of a suite passed and failed. A check counts as one test. */
export interface TestReport {
  passed: number;
  failed: number;
  /** Did not run; in CI that is a failure. */
  skipped: number;
}

/** Adds reports up. In CI, skipped tests count as failed. */
export function addUp(reports: readonly TestReport[], isCi: boolean): TestReport {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of reports) {
    total.passed += passed;
    total.failed += failed + (isCi ? skipped : 0);
    total.skipped += skipped;
  }
  return total;
}

/** Ends a run: says what did not run, sets the exit code, and prints the last line. */
export function conclude(reports: readonly TestReport[]): void {
  const { passed, failed, skipped } = addUp(reports, Boolean(process.env["CI"]));
  if (skipped > 0) console.log(`${skipped} tests did NOT run.`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

/** Makes a suite's report agree with its exit code: a runner that failed has a failure. */
export function reconcile(report: TestReport, exitCode: number): TestReport {
  return exitCode !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}
