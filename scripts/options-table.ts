import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Setting } from "../server/src/setting.ts";
import { SETTINGS } from "../server/src/settings.ts";
import { markdownTable, replaceMarked } from "./lib/markdown.ts";
import { ROOT } from "./lib/paths.ts";

/** The document with its table of settings as the server has them. */
export function withOptionsTable(document: string): string {
  const rows = Object.values<Setting>(SETTINGS).map(({ env, platformEnv, help, usual }) => [
    `\`${env}\`${platformEnv ? `, else \`${platformEnv}\`` : ""}`,
    help,
    usual && /^[a-z0-9:./]+$/.test(usual) ? `\`${usual}\`` : usual || "–",
  ]);
  return replaceMarked(
    document,
    "options",
    markdownTable(["variable", "what it does", "usually"], rows),
  );
}

if (import.meta.main) {
  const path = join(ROOT, "docs/settings.md");
  writeFileSync(path, withOptionsTable(readFileSync(path, "utf8")));
}
