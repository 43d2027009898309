import { fileURLToPath } from "node:url";
import { bundleTests } from "./bundle-tests.js";
import { keyboardPlugin } from "./keyboard-plugin.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Everywhere the same, but for what only Chromium's DevTools can do: those files are named after it. */
export const ALL_TESTS = "tests/widget/**/*.browser.ts";
const PORTABLE_TESTS = [ALL_TESTS, "!tests/widget/**/*.chromium.browser.ts"];

/**
 * What engines hardly differ in, because it is made of what other files test: forms, lists and
 * buttons of lazy parts. The short form leaves it to Chromium.
 */
const ALIKE = [
  "bot-badge",
  "channel-panel",
  "completion",
  "filters-panel",
  "moderation",
  "pop-out",
  "refused-messages",
  "reply-bar",
  "review-keys",
  "send-hold",
  "settings",
  "guests-of-one-name",
  "staff-elements",
  "staff-forms",
  "staff-panels",
  "toasts",
];

/** What the other engines run: everything, but in the short form what engines may differ in. */
export const OTHER_ENGINES_TESTS =
  process.env.LIVE_CHAT_BROWSERS === "short"
    ? [...PORTABLE_TESTS, ...ALIKE.map((name) => `!tests/widget/element/${name}.browser.ts`)]
    : PORTABLE_TESTS;

/**
 * How the component tests run, in whichever browser.
 *
 * @satisfies {import("@web/test-runner").TestRunnerConfig}
 */
export const RUNNER_CONFIG = {
  rootDir: ROOT,
  plugins: [bundleTests(ROOT, ALL_TESTS), keyboardPlugin()],
  // Focus and frames belong to one page at a time.
  concurrency: 1,
  // Only a browser or a test that hangs takes so long.
  browserStartTimeout: 300_000,
  testsStartTimeout: 300_000,
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 120_000 } },
};
