import { stripVTControlCharacters } from "node:util";

/** How many tests of a suite passed and failed. A check counts as one test. */
export interface TestReport {
  passed: number;
  failed: number;
  /** Number of tests that did not run; in CI they count as failures. */
  skipped: number;
  /** Each test that failed: its name, and below it what it says. */
  failures: string[];
}

/** Number of lines of a failure's message that are repeated at the end. */
const FAILURE_LINES = 12;

/** Adds reports up. In CI, skipped tests count as failed. */
export function addUp(reports: readonly TestReport[], isCi: boolean): TestReport {
  const total: TestReport = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { passed, failed, skipped, failures } of reports) {
    total.passed += passed;
    total.failed += failed + (isCi ? skipped : 0);
    total.skipped += skipped;
    total.failures.push(...failures);
  }
  return total;
}

/**
 * Ends a run: lists failures and skipped tests, sets the exit code, and prints the last line.
 *
 * Of a long output, often only the end is kept.
 */
export function conclude(reports: readonly TestReport[]): void {
  const { passed, failed, skipped, failures } = addUp(reports, Boolean(process.env["CI"]));
  for (const failure of failures) console.log(`\n✗ ${failure}`);
  if (skipped > 0) console.log(`${skipped} tests did NOT run.`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

/** Makes a suite's report consistent with its exit code: a failed runner has a failure. */
export function reconcile(report: TestReport, exitCode: number): TestReport {
  return exitCode !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

/** A failed test as `conclude` prints it. */
export function describeFailure(name: string, message: string): string {
  const lines = stripVTControlCharacters(message)
    .trim()
    .split("\n")
    .filter((line) => !line.includes("/node_modules/"))
    .slice(0, FAILURE_LINES);
  return [name, ...lines.map((line) => `    ${line}`)].join("\n");
}
