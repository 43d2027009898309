const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** What takes two keys. */
const PAIRS: Readonly<Record<string, string>> = Object.fromEntries(
  "ㄳㄱㅅ ㄵㄴㅈ ㄶㄴㅎ ㄺㄹㄱ ㄻㄹㅁ ㄼㄹㅂ ㄽㄹㅅ ㄾㄹㅌ ㄿㄹㅍ ㅀㄹㅎ ㅄㅂㅅ ㅘㅗㅏ ㅙㅗㅐ ㅚㅗㅣ ㅝㅜㅓ ㅞㅜㅔ ㅟㅜㅣ ㅢㅡㅣ"
    .split(" ")
    .map(([pair = "", ...keys]) => [pair, keys.join("")]),
);
const ONLY_CONSONANTS = /^[ㄱ-ㅎ]+$/;

/**
 * The keys that write a text, in order: 하트 is ㅎㅏㅌㅡ.
 *
 * While it is typed, its beginnings do not begin it (하, 핱, 하트), but their keys do.
 */
export function keysOf(text: string): string {
  let keys = "";
  for (const letter of text.toLowerCase()) {
    const code = letter.charCodeAt(0);
    if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) {
      keys += PAIRS[letter] ?? letter;
      continue;
    }
    const syllable = code - FIRST_SYLLABLE;
    const vowel = VOWELS.charAt(Math.floor(syllable / 28) % 21);
    const tail = TAILS.charAt(syllable % 28).trim();
    keys +=
      LEADS.charAt(Math.floor(syllable / 588)) + (PAIRS[vowel] ?? vowel) + (PAIRS[tail] ?? tail);
  }
  return keys;
}

/** Makes a test for texts that begin as `typed` does; Hangul by its first consonants as well. */
export function beginsAs(typed: string): (text: string) => boolean {
  const keys = keysOf(typed.normalize());
  if (!ONLY_CONSONANTS.test(keys)) return (text) => keysOf(text).startsWith(keys);
  return (text) => keysOf(text).startsWith(keys) || leadsOf(text).startsWith(keys);
}

/** 하트 begins with ㅎㅌ to those who are in a hurry. */
function leadsOf(text: string): string {
  let leads = "";
  for (const letter of text) {
    const syllable = letter.charCodeAt(0) - FIRST_SYLLABLE;
    if (syllable >= 0 && syllable <= LAST_SYLLABLE - FIRST_SYLLABLE)
      leads += LEADS.charAt(Math.floor(syllable / 588));
  }
  return leads;
}
