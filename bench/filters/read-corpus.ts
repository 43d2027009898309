import { readFileSync } from "node:fs";

export interface Line {
  kind: string;
  text: string;
}

export type Language = "ko" | "en";

/** Reads one of the corpora: what its README says of it. */
export function readCorpus(
  name: "evasions" | "innocent",
  part: "tuning" | "held-out",
  language: Language,
): Line[] {
  const path = new URL(`corpora/${name}-${part}.${language}.txt`, import.meta.url);
  let kind = "";
  const lines: Line[] = [];
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line.startsWith("# ")) kind = line.slice(2);
    else if (line !== "") lines.push({ kind, text: unescape(line) });
  }
  return lines;
}

function unescape(line: string): string {
  return line.replace(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) =>
    String.fromCodePoint(parseInt(hex, 16)),
  );
}
