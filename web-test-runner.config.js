import { chromeLauncher } from "@web/test-runner-chrome";
import { CHROMIUM_ARGS, chromiumPath } from "./tests/support/chromium.js";
import { devToolsPlugin } from "./tests/widget/support/dev-tools-plugin.js";
import { ALL_TESTS, RUNNER_CONFIG } from "./tests/widget/support/runner-config.js";

/** Component tests, in a real Chromium. */
export default {
  ...RUNNER_CONFIG,
  files: ALL_TESTS,
  plugins: [...RUNNER_CONFIG.plugins, devToolsPlugin()],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: await chromiumPath(),
        // Tests wait for frames more than for anything else: they come as fast as they are drawn.
        args: [...CHROMIUM_ARGS, "--disable-frame-rate-limit"],
      },
    }),
  ],
};
