import { defineConfig } from "playwright/test";

import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.js";
import { LONG } from "./form.ts";

export default defineConfig({
  testMatch: "**/*.packed.ts",
  globalSetup: "./global-set-up.ts",
  outputDir: "../../test-results/packages",
  // While one waits for npm, the other builds. Beside other suites that saves no time, and each
  // worker installs the server and starts a browser of its own.
  workers: LONG ? 2 : 1,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  // Packages are installed and apps are built in it.
  timeout: 360_000,
  expect: { timeout: 60_000 },
  use: {
    locale: "en-US",
    trace: "off",
    launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
  },
});
