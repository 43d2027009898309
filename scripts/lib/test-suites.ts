import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand } from "./run-command.ts";
import { reconcile, type Tally } from "./test-report.ts";

interface Suite {
  name: string;
  command: readonly [string, ...string[]];
  /** How this runner is told where its report goes. */
  reportTo: (path: string) => { args?: string[]; env?: Record<string, string> };
  read: (report: unknown) => Tally;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** The three suites; each tells its counts in a JSON report. */
export const SUITES: readonly Suite[] = [
  {
    name: "vitest: protocol, server, client, architecture",
    command: ["vitest", "run", "--reporter=default", "--reporter=json"],
    reportTo: (path) => ({ args: [`--outputFile.json=${path}`] }),
    read: (report) => {
      const vitest = report as VitestReport;
      return {
        passed: vitest.numPassedTests,
        failed: vitest.numFailedTests,
        skipped: vitest.numPendingTests + vitest.numTodoTests,
      };
    },
  },
  componentSuite("Chromium", "web-test-runner.config.js"),
  {
    name: "playwright: end to end",
    command: ["playwright", "test", "--config=tests/e2e", "--reporter=list,json"],
    reportTo: (path) => ({ env: { PLAYWRIGHT_JSON_OUTPUT_NAME: path } }),
    read: (report) => {
      const { stats } = report as PlaywrightReport;
      return {
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
        skipped: stats.skipped,
      };
    },
  },
];

/** The component tests once more, in the other engines. */
export const OTHER_BROWSERS: readonly Suite[] = [
  componentSuite("Firefox", "web-test-runner.firefox.config.js"),
  componentSuite("WebKitGTK", "web-test-runner.webkit.config.js"),
];

function componentSuite(browser: string, config: string): Suite {
  return {
    name: `web-test-runner: components in ${browser}`,
    command: ["node", "scripts/run-browser-tests.ts", config],
    reportTo: (path) => ({ args: [path] }),
    read: (report) => report as Tally,
  };
}

/** Runs one suite and counts what it says; a runner that says nothing has failed once. */
export async function runSuite(suite: Suite): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-report-"));
  const report = join(folder, "report.json");
  const { args = [], env = {} } = suite.reportTo(report);
  try {
    const [command, ...ownArgs] = suite.command;
    const exitCode = await runCommand(command, [...ownArgs, ...args], env);
    return reconcile(suite.read(JSON.parse(readFileSync(report, "utf8"))), exitCode);
  } catch (error) {
    console.error(`${suite.name} left no report:`, error);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
