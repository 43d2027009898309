import { isVowelElongation, isVowel, toSyllable } from "./hangul-letters.ts";
import { readLeetspeak } from "./leetspeak.ts";
import { toCells, type Cell } from "./text-cells.ts";

/** What separates a letter from the one before it, as bits. */
export const GAP = { none: 0, space: 1, sign: 2, digit: 4, apostrophe: 8 } as const;

export type Script = "latin" | "hangul" | "other";

/** A letter of a folded text. Repeated letters (fuuuck) are one letter with a run length. */
export interface Letter {
  code: number;
  script: Script;
  from: number;
  to: number;
  /** Bits of `GAP`. */
  gap: number;
  /**
   * Whether a syllable begins, or ends, with this letter; in other scripts every letter does both.
   */
  begins: boolean;
  ends: boolean;
  /** A Hangul letter outside a syllable. */
  lone: boolean;
  /** Whether a digit or sign was read as this letter. */
  standIn: boolean;
  run: number;
  marks: string;
}

/** How to read a text: digits and signs as the letters they stand in for, or literally. */
export type Reading = "letters" | "signs";

const APOSTROPHES = "'’ʼ`´";
const MASKS = "*#%&?^$@!+x×";
const PLAIN_MASK = "*";

/**
 * Folds a text into the letters that a reader recognises in it.
 *
 * Removes differences of width, case, accents, confusables and invisible characters; splits Hangul
 * syllables into letters; counts repeated letters as one. Runs in time linear in the text.
 */
export function foldText(text: string, reading: Reading = "letters"): Letter[] {
  const cells = toCells(text.normalize("NFC"));
  const letters = new Letters();
  if (reading === "letters") readLeetspeak(cells);
  else readSigns(cells);
  cells.forEach((cell, i) => letters.add(cell, cells[i + 1]));
  return letters.all;
}

/** Digits stay digits; every character that can mask a letter becomes the same sign. */
function readSigns(cells: readonly Cell[]): void {
  for (const cell of cells) {
    const isMask = cell.kind === "sign" && MASKS.includes(cell.char);
    if (isMask) cell.char = PLAIN_MASK;
    if (isMask || cell.kind === "digit") cell.kind = "latin";
  }
}

class Letters {
  readonly all: Letter[] = [];
  #gap: number = GAP.none;

  add(cell: Cell, next: Cell | undefined): void {
    if (cell.char === "") return this.#stretch(cell);
    switch (cell.kind) {
      case "syllable":
        return this.#addSyllable(cell);
      case "lone":
        return this.#addLone(cell);
      case "latin":
        return this.#addLatin(cell, next);
      case "letter":
        return this.#push(cell, cell.char, "other");
      case "digit":
        this.#gap |= GAP.digit;
        return undefined;
      case "space":
        this.#gap |= GAP.space;
        return undefined;
      case "sign":
        this.#gap |= APOSTROPHES.includes(cell.char) ? GAP.apostrophe : GAP.sign;
        return undefined;
    }
  }

  #push(cell: Cell, char: string, script: Script, begins = true, ends = true): void {
    this.all.push({
      code: char.codePointAt(0)!,
      script,
      from: cell.from,
      to: cell.to,
      gap: this.#gap,
      begins,
      ends,
      lone: cell.kind === "lone",
      standIn: cell.standIn,
      run: 1,
      marks: cell.marks,
    });
    this.#gap = GAP.none;
  }

  #addLatin(cell: Cell, next: Cell | undefined): void {
    const last = this.all.at(-1);
    // f u u c k: single letters repeat across gaps as well.
    const alone = this.all.length === 1 || last?.gap !== 0;
    const spelled = alone && next?.kind !== "latin";
    const same = last?.code === cell.char.codePointAt(0) && last?.script === "latin";
    if (!same || (this.#gap !== 0 && !spelled)) return this.#push(cell, cell.char, "latin");
    last.run++;
    last.to = cell.to;
    last.standIn &&= cell.standIn;
    this.#gap = 0;
  }

  #addSyllable(cell: Cell): void {
    const { initial, vowel, finals } = toSyllable(cell.char.codePointAt(0)!)!;
    const last = this.all.at(-1);
    const silent = initial === "ㅇ" && this.#gap === 0 && last?.script === "hangul";
    const lastLetter = last ? String.fromCodePoint(last.code) : "";
    if (silent && isVowel(lastLetter) && isVowelElongation(lastLetter, vowel)) {
      last!.run++;
      this.#stretch(cell);
      last!.ends = finals === "";
    } else if (silent && last!.lone && !isVowel(lastLetter)) {
      last!.ends = false;
      this.#push(cell, vowel, "hangul", false, finals === "");
    } else {
      this.#push(cell, initial, "hangul", true, false);
      this.#push(cell, vowel, "hangul", false, finals === "");
    }
    [...finals].forEach((final, i) => {
      this.#push(cell, final, "hangul", false, i === finals.length - 1);
    });
  }

  #addLone(cell: Cell): void {
    const last = this.all.at(-1);
    const vowel = isVowel(cell.char);
    const follows = vowel && this.#gap === 0 && last?.script === "hangul";
    if (follows && isVowelElongation(String.fromCodePoint(last.code), cell.char)) {
      last.run++;
      return this.#stretch(cell);
    }
    const joins = follows && last.lone && !isVowel(String.fromCodePoint(last.code));
    if (joins) last.ends = false;
    this.#push(cell, cell.char, "hangul", !joins);
  }

  #stretch(cell: Cell): void {
    const last = this.all.at(-1);
    if (last) last.to = cell.to;
  }
}
