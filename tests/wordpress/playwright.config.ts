import { defineConfig } from "playwright/test";

import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.js";

/** The trial in a whole WordPress: `npm run test:wordpress`. */
export default defineConfig({
  testMatch: "**/*.site.ts",
  outputDir: "../../test-results/wordpress",
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  // A database is made and WordPress is installed in it.
  timeout: 120_000,
  expect: { timeout: 60_000 },
  use: {
    locale: "en-US",
    trace: "off",
    launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
  },
});
