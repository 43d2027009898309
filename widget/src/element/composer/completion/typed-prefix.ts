const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Letters that take two keys. */
const PAIRS: Readonly<Record<string, string>> = Object.fromEntries(
  "ㄳㄱㅅ ㄵㄴㅈ ㄶㄴㅎ ㄺㄹㄱ ㄻㄹㅁ ㄼㄹㅂ ㄽㄹㅅ ㄾㄹㅌ ㄿㄹㅍ ㅀㄹㅎ ㅄㅂㅅ ㅘㅗㅏ ㅙㅗㅐ ㅚㅗㅣ ㅝㅜㅓ ㅞㅜㅔ ㅟㅜㅣ ㅢㅡㅣ"
    .split(" ")
    .map(([pair = "", ...keys]) => [pair, keys.join("")]),
);
const ONLY_CONSONANTS = /^[ㄱ-ㅎ]+$/;

/**
 * The keys that type a text, in order: 하트 is ㅎㅏㅌㅡ.
 *
 * Intermediate states of typing are no prefixes of the text (하, 핱, 하트), but their keys are.
 */
export function keysOf(text: string): string {
  return [...text].map(keysOfLetter).join("");
}

/** Makes a test for texts that begin with `typed`; Hangul also by its initial consonants. */
export function beginsAs(typed: string): (text: string) => boolean {
  const keys = keysOf(typed.normalize());
  if (!ONLY_CONSONANTS.test(keys)) return (text) => begins(text, keys, keysOfLetter);
  return (text) => begins(text, keys, keysOfLetter) || begins(text, keys, leadOf);
}

/** Compares letter by letter, because most texts differ in the first one. */
function begins(text: string, keys: string, toKeys: (letter: string) => string): boolean {
  let rest = keys;
  for (const letter of text) {
    const own = toKeys(letter);
    if (own.length >= rest.length) return own.startsWith(rest);
    if (!rest.startsWith(own)) return false;
    rest = rest.slice(own.length);
  }
  return rest === "";
}

function keysOfLetter(letter: string): string {
  const syllable = syllableOf(letter);
  if (syllable === undefined) return PAIRS[letter] ?? letter.toLowerCase();
  const vowel = VOWELS.charAt(Math.floor(syllable / 28) % 21);
  const tail = TAILS.charAt(syllable % 28).trim();
  return leadOf(letter) + (PAIRS[vowel] ?? vowel) + (PAIRS[tail] ?? tail);
}

/** The initial consonant: ㅎㅌ also matches 하트. */
function leadOf(letter: string): string {
  const syllable = syllableOf(letter);
  return syllable === undefined ? "" : LEADS.charAt(Math.floor(syllable / 588));
}

function syllableOf(letter: string): number | undefined {
  const code = letter.charCodeAt(0);
  return code < FIRST_SYLLABLE || code > LAST_SYLLABLE ? undefined : code - FIRST_SYLLABLE;
}
