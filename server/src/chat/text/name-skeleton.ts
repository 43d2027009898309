import { boundedNormalize } from "./bounded-normalize.ts";
import { LATIN_CONFUSABLES } from "./confusables.ts";

/*
 * The appearance of a name. Names with the same skeleton can be mistaken for each other: full
 * width, accents, spaces and signs are removed, Hangul is split into letters, and letters of other
 * scripts become the Latin ones that they look like.
 */

/** Replaced in names only, where no surrounding word tells them apart. */
const LIKE_L_OR_DIGITS: Readonly<Record<string, string>> = {
  ...{ i: "l", "|": "l", "0": "o", "1": "l", "3": "e", "5": "s" },
};

const FIRST_FINAL = 0x11a8;
/** Hangul's final consonants as initials, so that ㅁㅣㄴ has the same skeleton as 민. */
const FINALS = "ᄀᄁ ᄂ  ᄃᄅ       ᄆᄇ ᄉᄊᄋᄌᄎᄏᄐᄑᄒ";

/** The skeleton of a name; empty if nothing is left of it. */
export function nameSkeleton(name: string): string {
  const letters = boundedNormalize(name, "NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{P}\p{S}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/gu, (char) =>
      char === "|" ? char : "",
    );
  return [...letters].map(toLookAlike).join("");
}

function toLookAlike(letter: string): string {
  const final = FINALS[letter.charCodeAt(0) - FIRST_FINAL];
  if (final && final !== " ") return final;
  const latin = LATIN_CONFUSABLES.get(letter) ?? letter;
  return LIKE_L_OR_DIGITS[latin] ?? latin;
}
