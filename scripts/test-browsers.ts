import { ensurePrograms } from "./lib/ensure-program.ts";
import { runJobs } from "./lib/jobs.ts";
import { otherBrowsers } from "./lib/suites.ts";
import { conclude } from "./lib/test-report.ts";

/** Runs all component tests in Firefox and in WebKitGTK. */
await ensurePrograms("Firefox", "WebKitGTK", "Xvfb");
conclude(await runJobs(otherBrowsers("long"), 1));
