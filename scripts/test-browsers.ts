import { ensurePrograms } from "./lib/ensure-program.ts";
import { runJobs } from "./lib/jobs.ts";
import { OTHER_BROWSERS } from "./lib/suites.ts";
import { conclude } from "./lib/test-report.ts";

/** Runs the component tests in Firefox and in WebKitGTK alone. */
await ensurePrograms("Firefox", "WebKitGTK", "Xvfb");
conclude(await runJobs(OTHER_BROWSERS, 1));
