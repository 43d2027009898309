/** The most UTF-16 units that a character may become when it is folded. */
const MAX_UNITS = 4;

/**
 * The characters that NFKC or NFKD makes more than four units of, up to eighteen (U+FDFA).
 * Squared words, Arabic ligatures, and signs of music. A test compares this with all of Unicode.
 */
const EXPANDING =
  /[\u321d\u321e\u327c\u3300-\u3357\u33ae\u33af\ufdfa\ufdfb\u{16126}-\u{16128}\u{16d6a}\u{1d160}-\u{1d164}\u{1d1bd}\u{1d1be}\u{1d1bf}\u{1d1c0}]/gu;

/**
 * Folds a text by compatibility, with a bound on what comes out: of a character that stands
 * for a word, only the beginning is kept. (SPEC FI11)
 *
 * What comes out has at most half as many UTF-16 units again as the text has UTF-8 bytes, so
 * a limit on a text holds for what is made of it.
 */
export function boundedNormalize(text: string, form: "NFKC" | "NFKD"): string {
  return text
    .replace(EXPANDING, (character) => character.normalize(form).slice(0, MAX_UNITS))
    .normalize(form);
}
