import { isVowel } from "./hangul-letters.ts";
import type { Cell } from "./text-cells.ts";

/** Digits and signs that replace letters anywhere in a Latin word. */
const AMONG_LETTERS: Readonly<Record<string, string>> = {
  ...{ "0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b" },
  ...{ "9": "g", "@": "a", $: "s", "¢": "c", "©": "c", "€": "e", "£": "l", "§": "s", "∂": "a" },
};
/** Signs that replace letters only between two letters. */
const BETWEEN_LETTERS: Readonly<Record<string, string>> = {
  ...{ "!": "i", "|": "i", "+": "t", "(": "c", "<": "c", "[": "c", "{": "c", "#": "h", "^": "u" },
  "×": "x",
};

/** Latin letters and signs that imitate a Hangul vowel after a single consonant. */
const DRAWN_VOWELS: Readonly<Record<string, string>> = {
  ...{ l: "ㅣ", i: "ㅣ", "|": "ㅣ", "1": "ㅣ", "!": "ㅣ", r: "ㅏ", h: "ㅐ" },
};
const LAUGHTER = "ㅋㅎ";
/** Maximum distance between a digit and the single letter that it belongs to, as in `s.h.1.t`. */
const REACH = 3;

/** Replaces digits and signs by the letters that they stand in for, if letters are near. */
export function readLeetspeak(cells: readonly Cell[]): void {
  drawHangulVowels(cells);
  for (let first = 0; first < cells.length; first++) {
    if (!isReadable(cells[first]!)) continue;
    let last = first;
    while (last + 1 < cells.length && isReadable(cells[last + 1]!)) last++;
    readChain(cells, first, last);
    first = last;
  }
}

function isReadable({ kind, char }: Cell): boolean {
  return (
    kind === "latin" || (kind !== "letter" && (char in AMONG_LETTERS || char in BETWEEN_LETTERS))
  );
}

/** Reads a sequence without gaps: letters, and characters that may stand in for them. */
function readChain(cells: readonly Cell[], first: number, last: number): void {
  const chain = cells.slice(first, last + 1);
  const among =
    chain.some(({ kind }) => kind === "latin") ||
    isAtWord(chain) ||
    isSpelledOut(cells, first, last);
  if (!among) return;
  const firm = chain.map(({ kind, char }) => kind === "latin" || char in AMONG_LETTERS);
  chain.forEach((cell, i) => {
    if (cell.kind === "latin") return;
    const between = firm[i - 1] === true && firm[i + 1] === true && BETWEEN_LETTERS[cell.char];
    standIn(cell, AMONG_LETTERS[cell.char] ?? (between || undefined));
  });
}

/** Whether this is `@$$`, made of signs only. */
function isAtWord(chain: readonly Cell[]): boolean {
  return (
    chain.length >= 3 && chain[0]?.char === "@" && chain.every(({ char }) => "@$".includes(char))
  );
}

/** Whether this single character stands among single letters, as the 1 in `s.h.1.t`. */
function isSpelledOut(cells: readonly Cell[], first: number, last: number): boolean {
  if (first !== last) return false;
  return [-1, 1].some((step) => {
    let at = first + step;
    while (Math.abs(at - first) <= REACH && isGap(cells[at])) at += step;
    return cells[at]?.kind === "latin" && cells[at + step]?.kind !== "latin";
  });
}

function isGap(cell: Cell | undefined): boolean {
  return cell?.kind === "space" || (cell?.kind === "sign" && !isReadable(cell));
}

/** ㅅl발, ㅂr and 77ㅣ: characters next to a Hangul letter that look like one. */
function drawHangulVowels(cells: readonly Cell[]): void {
  cells.forEach((cell, i) => {
    const [before, next] = [cells[i - 1], cells[i + 1]];
    if (cell.char === "7" && next?.char === "7" && cells[i + 2]?.kind === "lone") {
      standIn(cell, "ㄲ", "lone");
      next.char = "";
    }
    const vowel = DRAWN_VOWELS[cell.char];
    if (!vowel || before?.kind !== "lone" || cell.kind === "lone") return;
    if (isVowel(before.char) || LAUGHTER.includes(before.char)) return;
    if (cell.char === "h" && !cell.upper) return;
    // In ㅅ1ㅂ a digit separates two initials.
    if (cell.kind === "digit" && next?.kind !== "syllable" && !isFollowedByVowel(cells, i + 1))
      return;
    // Here the Latin letter begins another word: ㄱㄱlol.
    if (next?.kind === "latin" && !DRAWN_VOWELS[next.char]) return;
    standIn(cell, vowel, "lone");
  });
}

function isFollowedByVowel(cells: readonly Cell[], at: number): boolean {
  const vowel = cells[at + 1];
  return cells[at]?.kind === "lone" && vowel?.kind === "lone" && isVowel(vowel.char);
}

function standIn(cell: Cell, char: string | undefined, kind: "latin" | "lone" = "latin"): void {
  if (char === undefined) return;
  Object.assign(cell, { char, kind, standIn: true });
}
