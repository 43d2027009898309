import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { keyboardPlugin } from "./keyboard-plugin.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Everywhere the same, but for what only Chromium's DevTools can do: those files are named after it. */
export const ALL_TESTS = "tests/widget/**/*.browser.ts";
export const PORTABLE_TESTS = [ALL_TESTS, "!tests/widget/**/*.chromium.browser.ts"];

/**
 * How the component tests run, in whichever browser.
 *
 * @satisfies {import("@web/test-runner").TestRunnerConfig}
 */
export const RUNNER_CONFIG = {
  rootDir: ROOT,
  // "production", or Lit warns on every page that it is its development build.
  nodeResolve: { browser: true, exportConditions: ["production"] },
  plugins: [
    // The resolver does not follow an `imports` entry that names another package.
    {
      name: "protocol",
      /** @param {{ source: string }} context */
      resolveImport: ({ source }) =>
        source === "#protocol" ? "/protocol/src/index.ts" : undefined,
    },
    esbuildPlugin({ ts: true, target: "es2022", tsconfig: `${ROOT}widget/tsconfig.json` }),
    keyboardPlugin(),
  ],
  // Focus and frames belong to one page at a time.
  concurrency: 1,
  // Only a test that hangs takes so long.
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: 60_000 } },
};
