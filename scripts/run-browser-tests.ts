import { writeFileSync } from "node:fs";

import { startTestRunner } from "@web/test-runner";

import type { Tally } from "./workshop/tally.ts";

/*
 * web-test-runner has no JSON report, so it runs in here and its sessions are counted.
 * Usage: node scripts/run-browser-tests.ts <report file>
 */
const [, , reportFile] = process.argv;
if (!reportFile) throw new Error("Name the report file.");

const runner = await startTestRunner({ autoExitProcess: false, readCliArgs: false });
if (!runner) throw new Error("web-test-runner did not start.");

runner.on("finished", () => void runner.stop());
runner.on("stopped", (passed) => {
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const session of runner.sessions.all()) {
    const failedBefore = total.failed;
    if (session.testResults) countSuite(session.testResults, total);
    // A file that could not be loaded fails without a test that fails.
    if (!session.passed && total.failed === failedBefore) total.failed++;
  }
  writeFileSync(reportFile, JSON.stringify(total));
  process.exit(passed ? 0 : 1);
});

interface SuiteResult {
  suites: SuiteResult[];
  tests: { passed: boolean; skipped: boolean }[];
}

function countSuite(suite: SuiteResult, tally: Tally): void {
  for (const test of suite.tests) {
    tally[test.skipped ? "skipped" : test.passed ? "passed" : "failed"]++;
  }
  for (const inner of suite.suites) countSuite(inner, tally);
}
