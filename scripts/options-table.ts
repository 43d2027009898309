import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { SETTINGS } from "../server/src/settings.ts";
import { markdownTable, replaceMarked } from "./workshop/markdown.ts";
import { ROOT } from "./workshop/paths.ts";

/** The README with its table of settings as the server has them. */
export function withOptionsTable(readme: string): string {
  const rows = Object.values(SETTINGS).map(({ env, help, usual }) => [
    `\`${env}\``,
    help,
    usual && /^[a-z0-9:./]+$/.test(usual) ? `\`${usual}\`` : usual || "–",
  ]);
  return replaceMarked(
    readme,
    "options",
    markdownTable(["variable", "what it does", "usually"], rows),
  );
}

if (import.meta.main) {
  const path = join(ROOT, "README.md");
  writeFileSync(path, withOptionsTable(readFileSync(path, "utf8")));
}
