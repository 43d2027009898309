import { startWebKitDriver } from "./tests/support/webkit.js";
import { OTHER_ENGINES_TESTS, RUNNER_CONFIG } from "./tests/widget/support/runner-config.js";
import { webKitLauncher } from "./tests/widget/support/webkit-launcher.js";

/** The same component tests in WebKitGTK. */
export default {
  ...RUNNER_CONFIG,
  files: OTHER_ENGINES_TESTS,
  browsers: [webKitLauncher(await startWebKitDriver())],
};
