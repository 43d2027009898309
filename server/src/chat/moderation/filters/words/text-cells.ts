import { LATIN_CONFUSABLES } from "../../../text/confusables.ts";
import { toLoneLetters, toSyllable } from "./hangul-letters.ts";

export type CellKind =
  | "latin"
  | "syllable"
  /** A Hangul letter outside a syllable. */
  | "lone"
  /** A letter of any other script. */
  | "letter"
  | "digit"
  | "space"
  | "sign";

/** One character of a text without its case and disguise. */
export interface Cell {
  kind: CellKind;
  /** The letter, or the sign or digit in its simplest form. */
  char: string;
  /** Diacritics above and below it. */
  marks: string;
  /** Its position in the text, in UTF-16 units. */
  from: number;
  to: number;
  upper: boolean;
  /** Whether this is a digit or sign that is read as a letter. */
  standIn: boolean;
}

interface Face {
  kind: CellKind;
  char: string;
  marks: string;
  upper: boolean;
}

/** Marks that strike letters through do not identify the letter. */
const OVERLAY = /[\u0334-\u0338\u20d0-\u20ea]/gu;
const IGNORED = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]$/u;
const SPACE = /^[\s\u2800]$/u;
const MARK = /^\p{M}$/u;
const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;
const STOPS = "。．｡";
/** Some characters are whole sentences (ﷺ); their beginning is enough. */
const MAX_PARTS = 4;

/** Cache by character: most texts consist of a few hundred different ones. */
const faces = new Map<number, readonly Face[]>();
const KNOWN_FACES = 16_384;

/** Reads a text character by character; invisible characters are dropped. */
export function toCells(text: string): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  for (const character of text) {
    const to = from + character.length;
    for (const { kind, char, marks, upper } of facesOf(character)) {
      const last = cells.at(-1);
      if (char !== "") cells.push({ kind, char, marks, from, to, upper, standIn: false });
      else if (last) {
        if (marks !== "" && last.kind !== "space") last.marks += marks;
        last.to = to;
      }
    }
    from = to;
  }
  return cells;
}

function facesOf(character: string): readonly Face[] {
  const codePoint = character.codePointAt(0)!;
  const known = faces.get(codePoint);
  if (known) return known;
  if (faces.size >= KNOWN_FACES) faces.clear();
  const made = makeFaces(character, codePoint);
  faces.set(codePoint, made);
  return made;
}

function makeFaces(character: string, codePoint: number): Face[] {
  // Before NFKD, which changes single Hangul letters into others.
  if (toSyllable(codePoint)) return [face("syllable", character)];
  if (IGNORED.test(character)) return [face("space", "")];
  const lone = toLoneLetters(codePoint);
  if (lone) return [...lone].map((letter) => face("lone", letter));
  const boxed = letterInBox(codePoint);
  if (boxed) return [face("latin", boxed)];
  if (STOPS.includes(character)) return [face("sign", ".")];

  const upper = character !== character.toLowerCase();
  const made: Face[] = [];
  for (const part of character.normalize("NFKD").toLowerCase().normalize("NFKD")) {
    if (made.length === MAX_PARTS) break;
    const last = made.at(-1);
    if (MARK.test(part)) {
      const marks = part.replace(OVERLAY, "");
      if (last) last.marks += marks;
      else made.push({ kind: "space", char: "", marks, upper: false });
    } else made.push(makePart(part, upper));
  }
  return made;
}

function makePart(part: string, upper: boolean): Face {
  const lone = toLoneLetters(part.codePointAt(0)!);
  if (lone) return face("lone", lone);
  const latin = LATIN_CONFUSABLES.get(part) ?? part;
  if (latin >= "a" && latin <= "z") {
    // A sign that looks like a letter counts as one only among letters.
    return LETTER.test(part) ? { ...face("latin", latin), upper } : face("sign", part);
  }
  if (SPACE.test(part)) return face("space", " ");
  if (DIGIT.test(part)) return face("digit", part);
  if (LETTER.test(part)) return face("letter", toHiragana(part));
  return face("sign", part);
}

function face(kind: CellKind, char: string): Face {
  return { kind, char, marks: "", upper: false };
}

/** The letter in 🅰, 🅐 and 🇦, which NFKD does not decompose. */
function letterInBox(codePoint: number): string | undefined {
  for (const first of [0x1f150, 0x1f170, 0x1f1e6]) {
    const index = codePoint - first;
    if (index >= 0 && index < 26) return String.fromCharCode(97 + index);
  }
  return undefined;
}

function toHiragana(letter: string): string {
  const code = letter.charCodeAt(0);
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : letter;
}
