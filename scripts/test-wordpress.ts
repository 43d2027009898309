import { buildIfStale } from "./build.ts";
import { ensurePrograms } from "./lib/ensure-program.ts";
import { runJobs } from "./lib/jobs.ts";
import { WORDPRESS } from "./lib/suites.ts";
import { conclude } from "./lib/test-report.ts";

/**
 * Installs Debian's WordPress with a database, behind a cache of whole pages, and has members,
 * staff and strangers use the plugin there.
 */
await ensurePrograms("Chromium", "nginx", "PHP", "WordPress", "MariaDB", "PHP-FPM");
await buildIfStale();
conclude(await runJobs([WORDPRESS], 1));
