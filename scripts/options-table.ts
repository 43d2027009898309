import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { SETTINGS } from "../server/src/settings.ts";
import { ROOT } from "./workshop/paths.ts";

const BEGIN = "<!-- options -->";
const END = "<!-- /options -->";

/** The README with its table of settings as the server has them. */
export function withOptionsTable(readme: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`The README has no ${BEGIN} … ${END}.`);
  return `${before}${BEGIN}\n\n${optionsTable()}\n\n${END}${after}`;
}

/** Padded as Prettier pads it, so that formatting changes nothing. */
function optionsTable(): string {
  const rows = Object.values(SETTINGS).map(({ env, help, usual }) => [
    `\`${env}\``,
    help.replaceAll("|", "\\|"),
    usual && /^[a-z0-9:./]+$/.test(usual) ? `\`${usual}\`` : usual || "–",
  ]);
  const table = [["variable", "what it does", "usually"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

if (import.meta.main) {
  const path = join(ROOT, "README.md");
  writeFileSync(path, withOptionsTable(readFileSync(path, "utf8")));
}
