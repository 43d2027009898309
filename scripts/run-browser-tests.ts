import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { startTestRunner, type TestRunnerConfig } from "@web/test-runner";

import { ROOT } from "./lib/paths.ts";
import { describeFailure, type TestReport } from "./lib/test-report.ts";

/*
 * web-test-runner has no JSON report, so it runs in here and its sessions are counted.
 * Usage: node scripts/run-browser-tests.ts <config file> <report file>
 */
const [, , configFile, reportFile] = process.argv;
if (!configFile || !reportFile) throw new Error("Name the config file and the report file.");

const { default: config } = (await import(join(ROOT, configFile))) as {
  default: Partial<TestRunnerConfig>;
};
const runner = await startTestRunner({
  config,
  autoExitProcess: false,
  readCliArgs: false,
  readFileConfig: false,
});
if (!runner) throw new Error("web-test-runner did not start.");

runner.on("finished", () => void runner.stop());
runner.on("stopped", (passed) => {
  const total: TestReport = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const session of runner.sessions.all()) {
    const failedBefore = total.failed;
    const file = `${session.browser.name}: ${relative(ROOT, session.testFile)}`;
    if (session.testResults) countSuite(session.testResults, file, total);
    // A file that could not be loaded fails without a test that fails.
    if (!session.passed && total.failed === failedBefore) {
      total.failed++;
      const errors = session.errors.map(({ message }) => message);
      total.failures.push(describeFailure(file, errors.join("\n")));
    }
  }
  writeFileSync(reportFile, JSON.stringify(total));
  process.exit(passed ? 0 : 1);
});

interface SuiteResult {
  name: string;
  suites: SuiteResult[];
  tests: { name: string; passed: boolean; skipped: boolean; error?: { message: string } }[];
}

function countSuite(suite: SuiteResult, path: string, total: TestReport): void {
  for (const test of suite.tests) {
    total[test.skipped ? "skipped" : test.passed ? "passed" : "failed"]++;
    if (test.skipped || test.passed) continue;
    total.failures.push(describeFailure(`${path} ${test.name}`, test.error?.message ?? ""));
  }
  for (const inner of suite.suites) countSuite(inner, `${path} ${inner.name}`, total);
}
