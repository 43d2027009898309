import { build } from "./build.ts";
import { runTests } from "./test.ts";
import { runChecks, type Check } from "./lib/check-list.ts";
import { mustRun } from "./lib/run-command.ts";
import { conclude } from "./lib/test-report.ts";

/** What CI runs besides the tests. The build comes before what looks at its outputs. */
const CHECKS: readonly Check[] = [
  ["format", () => npmScript("format:check")],
  ["build", build],
  ["types", () => npmScript("types")],
  ["lint", () => npmScript("lint")],
  ["dead code", () => npmScript("knip")],
  ["bundle size", () => npmScript("size")],
  ["packages", () => npmScript("publint")],
  ["packages' typings", () => npmScript("attw")],
];

const checks = await runChecks(CHECKS);
conclude([checks, ...(await runTests())]);

function npmScript(name: string): Promise<void> {
  return mustRun("npm", ["run", "--silent", name]);
}
