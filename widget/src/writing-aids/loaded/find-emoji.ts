import type { Emoji } from "./emoji.ts";
import { beginsAs } from "./typed-prefix.ts";

/** Finds emoji by what is typed of their names, the likeliest first. */
export function findEmoji(all: readonly Emoji[], typed: string, limit: number): readonly Emoji[] {
  const wanted = spaced(typed.trim().toLowerCase());
  if (wanted === "") return [];
  const begins = beginsAs(wanted);
  const ranks: Emoji[][] = [[], [], [], []];
  for (const one of all) ranks[rankOf(one, wanted, begins)]?.push(one);
  return ranks.flat().slice(0, limit);
}

function rankOf(
  { name, tags, codes }: Emoji,
  wanted: string,
  begins: (text: string) => boolean,
): number {
  const names = [name, ...codes.map(spaced)];
  if (names.includes(wanted)) return 0;
  if (names.some(begins)) return 1;
  if (tags.some(begins)) return 2;
  return name.split(/[\s:]+/).some(begins) ? 3 : Infinity;
}

function spaced(code: string): string {
  return code.replaceAll("_", " ");
}
