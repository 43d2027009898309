import { ensurePrograms } from "./lib/ensure-program.ts";
import { runJobs, type Job } from "./lib/jobs.ts";
import { runSuites } from "./lib/suites.ts";
import { conclude } from "./lib/test-report.ts";

/* What CI runs: every check and every test. */

/** These check the output of the build. */
const CHECKS: readonly Job[] = [
  npmScript("types"),
  npmScript("lint"),
  npmScript("format:check"),
  npmScript("knip"),
  npmScript("size"),
  npmScript("publint"),
  npmScript("attw"),
];

await ensurePrograms();
const build = await runJobs([npmScript("build")], 1);
const checks = await runJobs(CHECKS, 2);
conclude([...build, ...checks, ...(await runSuites())]);

function npmScript(name: string): Job {
  return { name, command: ["npm", "run", "--silent", name] };
}
