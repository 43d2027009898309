import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { readProjectFile } from "../architecture/source-files.ts";

interface Manifest {
  exports: Record<string, string | { types?: string }>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** What is imported from other packages by the typings, from those of each entry on. */
function importedBy(name: string, { exports }: Manifest): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    if (!existsSync(join(ROOT, path))) throw new Error(`${path} is imported, and is not there`);
    for (const [, target] of readProjectFile(path).matchAll(
      /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g,
    ))
      if (target!.startsWith(".")) follow(join(path, "..", target!.replace(/\.(ts|js)$/, ".d.ts")));
      else if (target === "#protocol") follow(`${name}/dist/protocol/index.d.ts`);
      else packages.add(/^(@[^/]+\/)?[^/]+/.exec(target!)![0]);
  };
  for (const entry of Object.values(exports))
    if (typeof entry === "object" && entry.types) follow(join(name, entry.types));
  return packages;
}

it.each(["server", "widget"])("the typings of %s need what its package brings or names", (name) => {
  const manifest = JSON.parse(readProjectFile(`${name}/package.json`)) as Manifest;
  const brought = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const needed = [...importedBy(name, manifest)].filter((other) => !other.startsWith("node:"));
  expect(needed.length).toBeGreaterThan(0);
  expect(needed.filter((other) => !brought.includes(other))).toEqual([]);
});
