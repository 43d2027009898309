import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { chromeLauncher } from "@web/test-runner-chrome";
import { CHROMIUM_ARGS, chromiumPath } from "./tests/support/chromium.js";
import { devToolsPlugin } from "./tests/widget/support/dev-tools-plugin.js";

/**
 * Component tests, in a real Chromium.
 *
 * @type {import("@web/test-runner").TestRunnerConfig}
 */
export default {
  files: "tests/widget/**/*.browser.ts",
  // "production", or Lit warns on every page that it is its development build.
  nodeResolve: { browser: true, exportConditions: ["production"] },
  plugins: [
    // The resolver does not follow an `imports` entry that names another package.
    {
      name: "protocol",
      resolveImport: ({ source }) =>
        source === "#protocol" ? "/protocol/src/index.ts" : undefined,
    },
    esbuildPlugin({
      ts: true,
      target: "es2022",
      tsconfig: fileURLToPath(new URL("widget/tsconfig.json", import.meta.url)),
    }),
    devToolsPlugin(),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
    }),
  ],
  // Focus and frames belong to one page at a time.
  concurrency: 1,
  testFramework: { config: { timeout: 10_000 } },
};
