import { buildIfStale } from "./build.ts";
import { runCommand } from "./lib/run-command.ts";

/**
 * Packs both packages, installs them into fresh projects of every framework that the
 * documents tell of, and has two browsers talk in each; words choose: `vue`, `next html`.
 */
await buildIfStale();
process.exitCode = await runCommand("playwright", [
  "test",
  "--config=tests/packages/playwright.config.ts",
  "--reporter=list",
  ...process.argv.slice(2),
]);
