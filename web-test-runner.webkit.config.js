import { seleniumLauncher } from "@web/test-runner-selenium";
import { Builder } from "selenium-webdriver";
import { startWebKitDriver } from "./tests/support/webkit.js";
import { PORTABLE_TESTS, RUNNER_CONFIG } from "./tests/widget/support/runner-config.js";

const { address, miniBrowser } = await startWebKitDriver();

/** The same component tests in WebKitGTK. */
export default {
  ...RUNNER_CONFIG,
  files: PORTABLE_TESTS,
  browsers: [
    seleniumLauncher({
      driverBuilder: new Builder().usingServer(address).withCapabilities({
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { binary: miniBrowser, args: ["--automation"] },
      }),
    }),
  ],
};
