import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { buildIfStale } from "./build.ts";
import { ensurePrograms } from "./lib/ensure-program.ts";
import { runSuites } from "./lib/suites.ts";
import { addUp, conclude, type TestReport } from "./lib/test-report.ts";

/* Runs every suite again and again beside a busy core, to find tests that fail now and then. */

const times = Number(process.argv[2] ?? 10);
if (!Number.isInteger(times) || times < 1) {
  console.error("How often? For example: npm run test:repeat -- 10");
  process.exit(1);
}
await ensurePrograms();
await buildIfStale();
const busy = new Worker("for (;;);", { eval: true });
await once(busy, "online");

const runs: TestReport[] = [];
const table = ["| run | passed | failed | time |", "| --- | --- | --- | --- |"];
for (let run = 1; run <= times; run++) {
  const start = performance.now();
  const report = addUp(await runSuites(), Boolean(process.env["CI"]));
  runs.push(report);
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  table.push(`| ${run} | ${report.passed} | ${report.failed} | ${minutes} min |`);
  // Of a run that is ended early, this is known.
  console.log(`\n${table.join("\n")}\n`);
}
await busy.terminate();
conclude(runs);
