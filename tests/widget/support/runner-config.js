import { fileURLToPath } from "node:url";
import { bundleTests } from "./bundle-tests.js";
import { keyboardPlugin } from "./keyboard-plugin.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Everywhere the same, but for what only Chromium's DevTools can do: those files are named after it. */
export const ALL_TESTS = "tests/widget/**/*.browser.ts";
const PORTABLE_TESTS = [ALL_TESTS, "!tests/widget/**/*.chromium.browser.ts"];

/**
 * The short form leaves these to Chromium. A file is here if our own code decides what it asserts
 * (which texts are shown, announced or sent, which attributes are set, which of several answers
 * counts, what axe finds in that), or if it only combines what other files test in every engine:
 * the forms, lists and buttons of a lazy part.
 *
 * A file is not here if engines decide: sizes and layout, scrolling, focus and keys, selection and
 * editing, style sheets and colours, shadow roots and slots, text that must not run, storage,
 * dialogs, events of the page, `Intl`. Where a file asserts both, it is split. A new file runs in
 * every engine until somebody adds it here.
 */
const ALIKE = [
  "announcements",
  "bot-badge",
  "channel-panel",
  "completion",
  "filters-panel",
  "guests-of-one-name",
  "links",
  "live-regions",
  "moderation",
  "pop-out",
  "refused-messages",
  "reply-bar",
  "review-keys",
  "send-hold",
  "settings",
  "spoken",
  "staff-elements",
  "staff-forms",
  "staff-panels",
  "staff-reads",
  "states",
  "toasts",
];

/** What the other engines run: everything, but in the short form what engines decide. */
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
