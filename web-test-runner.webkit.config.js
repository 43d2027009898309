import { startWebKitDriver } from "./tests/support/webkit.js";
import { PORTABLE_TESTS, RUNNER_CONFIG } from "./tests/widget/support/runner-config.js";
import { webKitLauncher } from "./tests/widget/support/webkit-launcher.js";

/** The same component tests in WebKitGTK. */
export default {
  ...RUNNER_CONFIG,
  files: PORTABLE_TESTS,
  browsers: [webKitLauncher(await startWebKitDriver())],
};
