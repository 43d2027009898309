import { readdirSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./lib/paths.ts";
import { mustRun } from "./lib/run-command.ts";

/*
 * Usage: npm run bench [-- word [more words]]: runs every bench, or those whose names contain the
 * first word; the other words are passed to them.
 */
const [word = "", ...rest] = process.argv.slice(2);
const benches = readdirSync(join(ROOT, "bench"))
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => name.includes(word));
if (benches.length === 0) throw new Error(`No bench is called ${word}.`);

for (const name of benches) {
  await mustRun("node", ["--conditions=live-chat-source", join("bench", name), ...rest]);
}
