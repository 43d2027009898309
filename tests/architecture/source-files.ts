import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What tools make; git ignores it too, but need not be there. */
const MADE = new Set([
  ".git",
  ".next",
  ".vitest",
  "coverage",
  "data",
  "dist",
  "node_modules",
  "test-results",
]);

/** Every file that people wrote; paths from the root. */
export function listProjectFiles(folder = ""): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !MADE.has(name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listProjectFiles(path) : [path];
    });
}

/** The files that people write code in. */
export function listSourceFiles(): string[] {
  return listProjectFiles().filter((path) => /\.(ts|tsx|js)$/.test(path));
}

export function readProjectFile(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
