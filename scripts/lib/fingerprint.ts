import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./paths.ts";

/** Everything that the build depends on. */
const SOURCES = [
  "package-lock.json",
  "tsconfig.base.json",
  "vite.config.ts",
  "demo",
  "pages",
  "scripts/build.ts",
  "scripts/lib/build-widget.ts",
  "scripts/lib/bundle-command.ts",
  "scripts/lib/compress-files.ts",
  "scripts/lib/element-manifest.ts",
  "scripts/lib/emoji-data.ts",
  "docs/theming.md",
  "protocol/package.json",
  "protocol/tsconfig.json",
  "protocol/src",
  "server/package.json",
  "server/tsconfig.json",
  "server/src",
  "widget/package.json",
  "widget/tsconfig.json",
  "widget/src",
];

/** A hash of the sources' names and contents; file times are unreliable after a checkout. */
export function fingerprintSources(): string {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap(listFiles)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function listFiles(path: string): string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path))
    .toSorted()
    .flatMap((name) => listFiles(join(path, name)));
}
