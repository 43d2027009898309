import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { buildIfStale } from "./build.ts";
import { bundleImport } from "./lib/bundle-import.ts";
import { ROOT } from "./lib/paths.ts";

await buildIfStale();
const budgets = Object.entries(readJson("size-budget.json"));

for (const [name, budget] of budgets) {
  const bytes = Buffer.from(
    name.startsWith("widget/") ? readBuilt(name) : await bundleImport(name),
  );
  const gzipped = gzipSync(bytes, { level: 9 }).length;
  const verdict = gzipped <= budget ? "ok" : "TOO LARGE";
  console.log(
    `${name}: ${count(gzipped)} bytes gzipped of ${count(budget)} allowed ` +
      `(${count(bytes.length)} raw): ${verdict}`,
  );
  if (gzipped > budget) process.exitCode = 1;
}

/** The one file that this names; hashes in names are stars. What is not a path is what an app imports. */
function readBuilt(pattern: string): Buffer {
  const [found, ...others] = globSync(pattern, { cwd: ROOT });
  if (!found || others.length > 0)
    throw new Error(`${pattern} names ${found ? "several" : "no"} files.`);
  return readFileSync(join(ROOT, found));
}

function readJson(path: string): Record<string, number> {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Record<string, number>;
}

function count(bytes: number): string {
  return bytes.toLocaleString("en");
}
