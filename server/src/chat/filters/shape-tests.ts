import type { FilterTest } from "#protocol";
import type { TextTest } from "./filter-context.ts";

/** What repeats may be so long: ㅋ, ha, 🔥🔥, buy now! */
const MAX_REPEATED = 12;

/** Looks for texts that are one thing over and over, or too many lines. (SPEC FI8) */
export function toFloodTest({ inRow, lines }: FilterTest & { kind: "flood" }): TextTest {
  return (text) => {
    if (lines !== undefined && text.split("\n").length > lines) return {};
    if (inRow !== undefined && longestRow([...text]) > inRow) return {};
    return undefined;
  };
}

/** Looks for texts that are mostly capitals, in scripts that have them. (SPEC FI9) */
export function toCapitalsTest({
  percent,
  minLetters,
}: FilterTest & { kind: "capitals" }): TextTest {
  return (text) => {
    let letters = 0;
    let capitals = 0;
    for (const char of text.normalize("NFKC")) {
      const lower = char.toLowerCase();
      if (lower === char.toUpperCase()) continue;
      letters++;
      if (char !== lower) capitals++;
    }
    return letters >= minLetters && capitals * 100 >= percent * letters ? {} : undefined;
  };
}

/** How often something of a few characters stands in a row at most. */
function longestRow(characters: readonly string[]): number {
  let longest = characters.length > 0 ? 1 : 0;
  for (let length = 1; length <= MAX_REPEATED; length++) {
    let same = 0;
    for (let i = length; i < characters.length; i++) {
      same = characters[i] === characters[i - length] ? same + 1 : 0;
      longest = Math.max(longest, Math.floor(same / length) + 1);
    }
  }
  return longest;
}
