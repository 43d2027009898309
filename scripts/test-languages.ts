import { buildIfStale } from "./build.ts";
import { ensurePrograms } from "./lib/ensure-program.ts";
import { runJobs } from "./lib/jobs.ts";
import { LANGUAGES } from "./lib/suites.ts";
import { conclude } from "./lib/test-report.ts";

/** Runs every sample of docs/members.md, Go's too, whose compiler is too large for the short form. */
await ensurePrograms("PHP", "Python", "Go");
await buildIfStale();
conclude(await runJobs([LANGUAGES], 1));
