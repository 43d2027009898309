import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/lib/paths.ts";

/** The one block of code in a document that has these words in it. */
export function codeIn(document: string, language: string, words: string): string {
  const blocks = [
    ...readFileSync(join(ROOT, document), "utf8").matchAll(/^```(\w+)\n(.*?)^```$/gms),
  ];
  const found = blocks.filter(([, is, code]) => is === language && code!.includes(words));
  if (found.length !== 1)
    throw new Error(`${document} has ${found.length} blocks of ${language} with: ${words}`);
  return found[0]![2]!;
}
