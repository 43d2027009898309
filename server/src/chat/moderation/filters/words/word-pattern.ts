import { foldText, type Letter, type Reading } from "./fold-text.ts";
import { isVowel, toKeys } from "./hangul-letters.ts";

export type Script = "latin" | "hangul" | "mixed" | "other";

/** What is looked for: a word or phrase, folded like the texts. */
export interface WordPattern {
  reading: Reading;
  codes: number[];
  /** How often each letter stands at least; a mask stands exactly so often. */
  runs: number[];
  /** The letters before which the phrase has a space or an apostrophe. */
  gaps: readonly boolean[];
  /** The marks of each letter, where they tell words apart. */
  marks: string[] | undefined;
  /** Whether it must begin, and end, where a word does. */
  begins: boolean;
  ends: boolean;
  /** Whether a word may end with its usual endings after it. */
  inflects: boolean;
  script: Script;
  /** Lone consonants, as ㅅㅂ. */
  initials: boolean;
  /** What is right although it holds a word: Scunthorpe. */
  innocent: boolean;
}

export interface WordForm {
  text: string;
  begins: boolean;
  ends: boolean;
  inflects?: boolean;
  innocent?: boolean;
  /** Whether it is found with letters masked, too. */
  masked?: boolean;
}

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3\uffa0-\uffdc]/;
const KEYED_LETTERS = 5;
const MASK = "*".codePointAt(0)!;

/** Makes what is looked for of a word, or nothing if it has no letters. */
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

/** Whether a word is found with letters masked: `f*ck`, `f**k`. Nobody masks longer ones. */
export function isMaskable({ text }: WordForm): boolean {
  return /^[a-z]{4,10}$/.test(text);
}

/** What a Hangul word becomes on a keyboard in Latin mode: 시발 is tlqkf. */
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
