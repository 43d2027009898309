import { defineConfig } from "playwright/test";

import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.js";

export default defineConfig({
  testMatch: "**/*.e2e.ts",
  outputDir: "../../test-results/e2e",
  // Two at a time are no sooner ready beside the other suites: all of them wait for the CPU.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  // Only what hangs takes so long.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: {
    locale: "en-US",
    trace: "off",
    launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
  },
});
