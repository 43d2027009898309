import type { Tally } from "./test-report.ts";

/** A named step that throws when it fails. */
export type Check = readonly [name: string, run: () => Promise<void>];

/** Runs the checks one after another, also after one has failed, and counts them. */
export async function runChecks(checks: readonly Check[]): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, run] of checks) {
    console.log(`\n▸ ${name}`);
    try {
      await run();
      tally.passed++;
    } catch (error) {
      console.error(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
      tally.failed++;
    }
  }
  return tally;
}
