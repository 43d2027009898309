import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { buildIfStale } from "./build.ts";
import { bundleImport } from "./lib/bundle-import.ts";
import { ROOT } from "./lib/paths.ts";

await buildIfStale();
const budgets = Object.entries(readJson("size-budget.json"));

for (const [name, budget] of budgets) {
  // Files are named by their path; all else is what an app imports.
  const isFile = name.startsWith("widget/");
  const bytes = Buffer.from(isFile ? readFileSync(join(ROOT, name)) : await bundleImport(name));
  const gzipped = gzipSync(bytes, { level: 9 }).length;
  const verdict = gzipped <= budget ? "ok" : "TOO LARGE";
  console.log(
    `${name}: ${count(gzipped)} bytes gzipped of ${count(budget)} allowed ` +
      `(${count(bytes.length)} raw): ${verdict}`,
  );
  if (gzipped > budget) process.exitCode = 1;
}

function readJson(path: string): Record<string, number> {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Record<string, number>;
}

function count(bytes: number): string {
  return bytes.toLocaleString("en");
}
