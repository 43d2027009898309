import { isMaskable, toKeyed, type WordForm } from "./word-pattern.ts";

/** Scripts that put no spaces between words, or endings right after them. */
const UNSPACED =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** What is looked for on account of a word that an owner wrote. (SPEC FI4, FI5) */
export function readOwnWord(word: string): WordForm[] {
  const form = readEnds(word);
  return [{ ...form, masked: isMaskable(form) }, ...toKeyed(form)];
}

/** A word that is right although it holds another. */
export function readAllowedWord(word: string): WordForm {
  return { ...readEnds(word), innocent: true };
}

/** A word as an owner writes it: whole, unless a `*` or its script lets it go on. */
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
