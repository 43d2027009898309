import { readdirSync } from "node:fs";
import { join } from "node:path";

import { buildIfStale } from "./build.ts";
import { ensureChromium } from "./workshop/ensure-program.ts";
import { ROOT } from "./workshop/paths.ts";
import { mustRun } from "./workshop/run-command.ts";

/* Usage: npm run bench [-- words]: runs every bench, or those whose names contain a word. */
const words = process.argv.slice(2);
const benches = readdirSync(join(ROOT, "tests/bench"))
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));

await ensureChromium();
await buildIfStale();
for (const name of benches) {
  await mustRun("node", ["--conditions=live-chat-source", join("tests/bench", name)]);
}
