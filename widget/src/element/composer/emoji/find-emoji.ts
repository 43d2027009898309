import type { Emoji } from "./emoji.ts";
import { beginsAs } from "../completion/typed-prefix.ts";

/** Finds emoji by a typed part of their names, best matches first. */
export function findEmoji(all: readonly Emoji[], typed: string, limit: number): readonly Emoji[] {
  const wanted = typed.trim().toLowerCase().replaceAll("_", " ");
  if (wanted === "") return [];
  const code = wanted.replaceAll(" ", "_");
  const begins = beginsAs(wanted);
  const beginsCode = beginsAs(code);
  const ranks: [Emoji[], Emoji[], Emoji[], Emoji[]] = [[], [], [], []];
  const [exactly, byName, byTag, byWord] = ranks;
  for (const one of all) {
    const { name, tags, codes } = one;
    if (name === wanted || codes.includes(code)) exactly.push(one);
    else if (codes.some(beginsCode) || begins(name)) byName.push(one);
    else if (tags.some(begins)) byTag.push(one);
    else if (name.split(" ").some(begins)) byWord.push(one);
  }
  return ranks.flat().slice(0, limit);
}
