/** Maximum number of UTF-16 units of one folded character. */
const MAX_UNITS = 4;

/**
 * The characters that NFKC or NFKD expands to more than four units, up to eighteen (U+FDFA):
 * squared words, Arabic ligatures, and musical signs. A test compares this with all of Unicode.
 */
const EXPANDING =
  /[\u321d\u321e\u327c\u3300-\u3357\u33ae\u33af\ufdfa\ufdfb\u{16126}-\u{16128}\u{16d6a}\u{1d160}-\u{1d164}\u{1d1bd}\u{1d1be}\u{1d1bf}\u{1d1c0}]/gu;

/**
 * Folds a text by compatibility with a bound on the result: of a character that expands to a word,
 * only the beginning is kept. (SPEC FI11)
 *
 * The result has at most 1.5 times as many UTF-16 units as the text has UTF-8 bytes, so a limit on
 * a text also bounds its folded form.
 */
export function boundedNormalize(text: string, form: "NFKC" | "NFKD"): string {
  return text
    .replace(EXPANDING, (character) => character.normalize(form).slice(0, MAX_UNITS))
    .normalize(form);
}
