import { buildIfStale } from "./build.ts";
import { ensurePrograms } from "./lib/ensure-program.ts";
import { runJobs } from "./lib/jobs.ts";
import { packageSuite } from "./lib/suites.ts";
import { conclude } from "./lib/test-report.ts";

/**
 * Packs both packages, installs them into fresh projects of every framework that the
 * documents tell of, and has two browsers talk in each; words choose: `vue`, `next html`.
 */
await ensurePrograms("Chromium");
await buildIfStale();
conclude(await runJobs([packageSuite("long", process.argv.slice(2))], 1));
