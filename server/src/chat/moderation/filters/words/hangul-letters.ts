/*
 * Hangul split into the letters of its keyboard; the same letters result from a syllable and from
 * single letters.
 */

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const FINALS =
  " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(
    " ",
  );
const CLUSTERS =
  "ㄳㄱㅅ ㄵㄴㅈ ㄶㄴㅎ ㄺㄹㄱ ㄻㄹㅁ ㄼㄹㅂ ㄽㄹㅅ ㄾㄹㅌ ㄿㄹㅍ ㅀㄹㅎ ㅄㅂㅅ".split(" ");

/** Keys of the standard Korean keyboard, for words typed in Latin mode. */
const KEYS: Readonly<Record<string, string>> = {
  ...{ ㄱ: "r", ㄲ: "r", ㄴ: "s", ㄷ: "e", ㄸ: "e", ㄹ: "f", ㅁ: "a", ㅂ: "q", ㅃ: "q", ㅅ: "t" },
  ...{ ㅆ: "t", ㅇ: "d", ㅈ: "w", ㅉ: "w", ㅊ: "c", ㅋ: "z", ㅌ: "x", ㅍ: "v", ㅎ: "g" },
  ...{ ㅏ: "k", ㅐ: "o", ㅑ: "i", ㅒ: "o", ㅓ: "j", ㅔ: "p", ㅕ: "u", ㅖ: "p", ㅗ: "h", ㅘ: "hk" },
  ...{ ㅙ: "ho", ㅚ: "hl", ㅛ: "y", ㅜ: "n", ㅝ: "nj", ㅞ: "np", ㅟ: "nl", ㅠ: "b", ㅡ: "m" },
  ...{ ㅢ: "ml", ㅣ: "l" },
};

/** The sound that a vowel ends in, which lengthens it (벼엉 is a long 병). */
const TAILS: Readonly<Record<string, string>> = {
  ...{ ㅏ: "ㅏ", ㅑ: "ㅏ", ㅘ: "ㅏ", ㅓ: "ㅓ", ㅕ: "ㅓ", ㅝ: "ㅓ", ㅗ: "ㅗ", ㅛ: "ㅗ", ㅜ: "ㅜ" },
  ...{ ㅠ: "ㅜ", ㅡ: "ㅡ", ㅣ: "ㅣ", ㅟ: "ㅣ", ㅢ: "ㅣ", ㅐ: "ㅐ", ㅙ: "ㅐ", ㅔ: "ㅔ", ㅖ: "ㅔ" },
};

export interface Syllable {
  initial: string;
  vowel: string;
  /** None, one or two letters. */
  finals: string;
}

export function toSyllable(codePoint: number): Syllable | undefined {
  if (codePoint < FIRST_SYLLABLE || codePoint > LAST_SYLLABLE) return undefined;
  const index = codePoint - FIRST_SYLLABLE;
  return {
    initial: INITIALS[Math.floor(index / 588)]!,
    vowel: VOWELS[Math.floor((index % 588) / 28)]!,
    finals: FINALS[index % 28]!,
  };
}

/** The letters of a single Hangul letter (ㅄ is ㅂ and ㅅ); undefined for any other character. */
export function toLoneLetters(codePoint: number): string | undefined {
  // Archaic letters, which NFC leaves alone where they form no syllable.
  if (codePoint >= 0x1100 && codePoint <= 0x1112) return INITIALS[codePoint - 0x1100];
  if (codePoint >= 0x1161 && codePoint <= 0x1175) return VOWELS[codePoint - 0x1161];
  if (codePoint >= 0x11a8 && codePoint <= 0x11c2) return FINALS[codePoint - 0x11a7];
  if (codePoint < 0x3131 || codePoint > 0x3163) return undefined;
  const letter = String.fromCodePoint(codePoint);
  return CLUSTERS.find((cluster) => cluster[0] === letter)?.slice(1) ?? letter;
}

export function isVowel(letter: string): boolean {
  return VOWELS.includes(letter);
}

/** Whether a syllable with `next` as its vowel and no consonant only lengthens `vowel`. */
export function isVowelElongation(vowel: string, next: string): boolean {
  return vowel === next || TAILS[vowel] === next;
}

/** The keys that type a Hangul letter; other characters are returned unchanged. */
export function toKeys(letter: string): string {
  return KEYS[letter] ?? letter;
}
