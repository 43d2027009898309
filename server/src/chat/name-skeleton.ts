/*
 * What a name looks like. Names with the same skeleton can be taken for each other:
 * full width, accents, spaces and signs fall away, Hangul is taken apart into letters,
 * and letters of other scripts become the Latin ones that they look like.
 */

/** Cyrillic, Greek and digits that stand in for Latin letters, by look. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...{ а: "a", в: "b", с: "c", ԁ: "d", е: "e", ғ: "f", ԍ: "g", һ: "h", і: "l", ј: "j", к: "k" },
  ...{ м: "m", н: "h", о: "o", р: "p", ԛ: "q", ѕ: "s", т: "t", ѵ: "v", ԝ: "w", х: "x", у: "y" },
  ...{ α: "a", β: "b", ε: "e", η: "n", ι: "l", κ: "k", ν: "v", ο: "o", ρ: "p", τ: "t", υ: "u" },
  ...{ χ: "x", γ: "y", ω: "w", ı: "l", i: "l", "|": "l", "0": "o", "1": "l", "3": "e", "5": "s" },
};

const FIRST_FINAL = 0x11a8;
/** Hangul's final consonants as initials, so that ㅁㅣㄴ looks like 민 however it is typed. */
const FINALS = "ᄀᄁ ᄂ  ᄃᄅ       ᄆᄇ ᄉᄊᄋᄌᄎᄏᄐᄑᄒ";

/** The skeleton of a name; empty if nothing is left of it. */
export function nameSkeleton(name: string): string {
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{P}\p{S}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/gu, (char) =>
      char === "|" ? char : "",
    );
  return [...letters].map(toLookAlike).join("");
}

function toLookAlike(letter: string): string {
  const final = FINALS[letter.charCodeAt(0) - FIRST_FINAL];
  if (final && final !== " ") return final;
  return LOOK_ALIKES[letter] ?? letter;
}
