import { rmSync } from "node:fs";
import { relative } from "node:path";

import { runJobs, type Job } from "./jobs.ts";
import { makeMemoryFolder } from "./memory-folder.ts";
import { ROOT } from "./paths.ts";
import { describeFailure, type TestReport } from "./test-report.ts";

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    /** The error that kept the file from running, if there was one. */
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    ok: boolean;
    title: string;
    file: string;
    tests: { results: { error?: { message?: string } }[] }[];
  }[];
}

const VITEST: Job = {
  name: "vitest: protocol, server, client, faults, deploy",
  command: ["vitest", "run", "--reporter=default", "--reporter=json"],
  report: {
    writeTo: (path) => ({ args: [`--outputFile.json=${path}`] }),
    read: (report) => {
      const vitest = report as VitestReport;
      return {
        passed: vitest.numPassedTests,
        failed: vitest.numFailedTests,
        skipped: vitest.numPendingTests + vitest.numTodoTests,
        failures: vitest.testResults.flatMap(vitestFailures),
      };
    },
  },
};

/**
 * The component tests in the other engines: `short` tests what engines may differ in, `long`
 * everything.
 */
export function otherBrowsers(form: "short" | "long"): Job[] {
  return [
    componentSuite("WebKitGTK", "web-test-runner.webkit.config.js"),
    componentSuite("Firefox", "web-test-runner.firefox.config.js"),
  ].map((job) => ({
    ...job,
    name: `${job.name} (${form} form)`,
    env: { LIVE_CHAT_BROWSERS: form },
  }));
}

/**
 * The packed packages in apps of every framework: `short` tests each once, `long` everything that
 * is promised.
 */
export function packageSuite(form: "short" | "long", words: readonly string[] = []): Job {
  return {
    ...playwrightSuite(`packages in other people's apps (${form} form)`, "tests/packages", words),
    env: { LIVE_CHAT_PACKAGES: form },
  };
}

/** The plugin in a whole WordPress. */
export const WORDPRESS: Job = playwrightSuite("the plugin in a whole WordPress", "tests/wordpress");

/** The samples for those who sign tokens, in every language that the documents show. */
export const LANGUAGES: Job = {
  ...VITEST,
  name: "vitest: the samples in every language",
  command: [...VITEST.command, "tests/docs/member-tokens.test.ts"],
  env: { LIVE_CHAT_LANGUAGES: "long" },
};

/** Longest first, so that none is left alone at the end. */
const SUITES: readonly Job[] = [
  playwrightSuite("end to end", "tests/e2e"),
  VITEST,
  ...otherBrowsers("short"),
  packageSuite("short"),
  componentSuite("Chromium", "web-test-runner.config.js"),
];

/** Runs every test, with temporary files in memory where there is room for them. */
export async function runSuites(): Promise<TestReport[]> {
  const folder = makeMemoryFolder();
  const suites = folder ? SUITES.map((job) => withEnv(job, { TMPDIR: folder })) : SUITES;
  try {
    return await runJobs(suites, 3);
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

function withEnv(job: Job, env: Readonly<Record<string, string>>): Job {
  return { ...job, env: { ...job.env, ...env } };
}

function playwrightSuite(name: string, config: string, words: readonly string[] = []): Job {
  return {
    name: `playwright: ${name}`,
    command: ["playwright", "test", `--config=${config}`, "--reporter=list,json", ...words],
    report: {
      writeTo: (path) => ({ env: { PLAYWRIGHT_JSON_OUTPUT_NAME: path } }),
      read: (report) => {
        const { stats, suites } = report as PlaywrightReport;
        return {
          passed: stats.expected,
          failed: stats.unexpected + stats.flaky,
          skipped: stats.skipped,
          failures: suites.flatMap(playwrightFailures),
        };
      },
    },
  };
}

function componentSuite(browser: string, config: string): Job {
  return {
    name: `components in ${browser}`,
    command: ["node", "scripts/run-browser-tests.ts", config],
    report: { writeTo: (path) => ({ args: [path] }), read: (report) => report as TestReport },
  };
}

function vitestFailures(file: VitestReport["testResults"][number]): string[] {
  const path = relative(ROOT, file.name);
  const tests = file.assertionResults
    .filter(({ status }) => status === "failed")
    .map((test) => describeFailure(`${path} ${test.fullName}`, test.failureMessages.join("\n")));
  return tests.length === 0 && file.status === "failed"
    ? [describeFailure(path, file.message)]
    : tests;
}

function playwrightFailures(suite: PlaywrightSuite): string[] {
  const here = suite.specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const errors = tests.flatMap((test) => test.results.map(({ error }) => error?.message ?? ""));
      return describeFailure(`${file} ${title}`, errors.join("\n"));
    });
  return [...here, ...(suite.suites ?? []).flatMap(playwrightFailures)];
}
