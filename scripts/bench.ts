import { readdirSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./lib/paths.ts";
import { mustRun } from "./lib/run-command.ts";

/*
 * Usage: npm run bench [-- word [more words]]: runs every bench, or those whose names contain the
 * first word; the other words are passed to them. A word that is in no bench's name is a scenario
 * of the bench of the fan-out, which lists them if it has none of that name.
 */
const words = process.argv.slice(2);
const [word = "", ...rest] = words;
const benches = readdirSync(join(ROOT, "bench")).filter((name) => name.endsWith(".bench.ts"));
const named = benches.filter((name) => name.includes(word));

if (named.length === 0) await runBench("fan-out.bench.ts", words);
for (const name of named) await runBench(name, rest);

function runBench(name: string, args: readonly string[]): Promise<void> {
  return mustRun("node", ["--conditions=live-chat-source", join("bench", name), ...args]);
}
