import { buildIfStale } from "./build.ts";
import { ensurePrograms } from "./lib/ensure-program.ts";
import { runSuites } from "./lib/suites.ts";
import { conclude } from "./lib/test-report.ts";

/* Sets up what the tests need, then runs every suite, also after one has failed. */
await ensurePrograms();
await buildIfStale();
conclude(await runSuites());
