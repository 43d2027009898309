import { chromeLauncher } from "@web/test-runner-chrome";
import { findFirefox } from "./tests/support/firefox.js";
import { OTHER_ENGINES_TESTS, RUNNER_CONFIG } from "./tests/widget/support/runner-config.js";

/** The same component tests in Firefox, which the launcher drives by WebDriver BiDi. */
export default {
  ...RUNNER_CONFIG,
  files: OTHER_ENGINES_TESTS,
  browsers: [
    Object.assign(
      chromeLauncher({
        launchOptions: {
          browser: "firefox",
          executablePath: findFirefox(),
          // Tests wait for frames more than for anything else.
          extraPrefsFirefox: { "layout.frame_rate": 500 },
        },
      }),
      { name: "Firefox" },
    ),
  ],
};
