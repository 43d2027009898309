import { isMaskable, toKeyed, type WordForm } from "./word-pattern.ts";

/** Scripts without spaces between words, or with endings attached to words. */
const UNSPACED =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The forms to search for a word that an owner entered. (SPEC FI4, FI5) */
export function readOwnWord(word: string): WordForm[] {
  const form = readEnds(word);
  return [{ ...form, masked: isMaskable(form) }, ...toKeyed(form)];
}

/** A harmless word that contains a filtered one. */
export function readAllowedWord(word: string): WordForm {
  return { ...readEnds(word), innocent: true };
}

/** A word as an owner enters it: a whole word, unless a `*` or its script lets it continue. */
function readEnds(word: string): WordForm {
  const trimmed = word.trim().toLowerCase();
  const text = trimmed.replace(/^\*+/, "").replace(/\*+$/, "");
  const whole = !UNSPACED.test(text);
  return {
    text,
    begins: whole && !trimmed.startsWith("*"),
    ends: whole && !trimmed.endsWith("*"),
  };
}
