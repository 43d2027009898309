import { foldText, type Letter, type Reading } from "./fold-text.ts";
import { isVowel, toKeys } from "./hangul-letters.ts";

export type Script = "latin" | "hangul" | "mixed" | "other";

/** A word or phrase to find, folded like the texts. */
export interface WordPattern {
  reading: Reading;
  codes: number[];
  /** Minimum run of each letter; for a mask, the exact run. */
  runs: number[];
  /** The letters that follow a space or an apostrophe in the phrase. */
  gaps: readonly boolean[];
  /** The marks of each letter, where they distinguish words. */
  marks: string[] | undefined;
  /** Whether it must begin, and end, at a word boundary. */
  begins: boolean;
  ends: boolean;
  /** Whether the word's usual endings may follow it. */
  inflects: boolean;
  script: Script;
  /** Whether it consists of single consonants, as ㅅㅂ. */
  initials: boolean;
  /** Whether it is a harmless word that contains a filtered one: Scunthorpe. */
  innocent: boolean;
}

export interface WordForm {
  text: string;
  begins: boolean;
  ends: boolean;
  inflects?: boolean;
  innocent?: boolean;
  /** Whether it is also found with masked letters. */
  masked?: boolean;
}

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3\uffa0-\uffdc]/;
const KEYED_LETTERS = 5;
const MASK = "*".codePointAt(0)!;

/** Makes the pattern of a word; undefined if it has no letters. */
export function toPattern(form: WordForm): WordPattern | undefined {
  const reading = /[\d*]/.test(form.text) ? "signs" : "letters";
  const letters = foldText(form.text, reading);
  if (letters.length === 0) return undefined;
  const latin = letters.every(({ script }) => script === "latin");
  const hangul = letters.every(({ script }) => script === "hangul");
  const other = letters.every(({ script }) => script === "other");
  const marked = letters.some(({ marks }) => marks !== "");
  return {
    reading,
    codes: letters.map(({ code }) => code),
    runs: letters.map(({ run, script }) => (script === "latin" ? run : 1)),
    gaps: letters.map(({ gap }, i) => i > 0 && gap !== 0),
    marks: marked ? letters.map(({ marks }) => marks) : undefined,
    begins: form.begins,
    ends: form.ends,
    inflects: form.inflects ?? false,
    script: latin ? "latin" : hangul ? "hangul" : other ? "other" : "mixed",
    initials: hangul && letters.every(isLoneConsonant),
    innocent: form.innocent ?? false,
  };
}

/** Whether a word is also found when masked (`f*ck`, `f**k`). Nobody masks longer words. */
export function isMaskable({ text }: WordForm): boolean {
  return /^[a-z]{4,10}$/.test(text);
}

/** The Latin letters that result from typing a Hangul word in Latin mode: 시발 is tlqkf. */
export function toKeyed(form: WordForm): WordForm[] {
  if (!HANGUL.test(form.text)) return [];
  const letters = foldText(form.text);
  if (!letters.every(({ script }) => script === "hangul")) return [];
  const text = letters.map(({ code }) => toKeys(String.fromCodePoint(code))).join("");
  return text.length < KEYED_LETTERS ? [] : [{ ...form, text, begins: true, ends: false }];
}

export function isMask(code: number): boolean {
  return code === MASK;
}

function isLoneConsonant({ lone, code }: Letter): boolean {
  return lone && !isVowel(String.fromCodePoint(code));
}
