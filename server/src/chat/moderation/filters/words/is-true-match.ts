import { GAP, type Letter } from "./fold-text.ts";
import {
  endsWithEnding,
  endsWithParticle,
  isStartAfterOpeners,
  isWordEnd,
  isWordStart,
} from "./word-boundaries.ts";
import { isMask, type Script } from "./word-pattern.ts";

/**
 * The properties of a word that decide whether a match is a true one. Its codes have been found.
 */
export interface SoughtWord {
  /** Number of letters with repetitions counted once, and with all counted. */
  length: number;
  letterCount: number;
  /**
   * From `start` on: the minimum run of each letter, with `GAP_BIT` where a phrase has a space or
   * an apostrophe before it. Undefined if the letters have been compared already.
   */
  runs: Uint8Array | undefined;
  start: number;
  marks: readonly string[] | undefined;
  begins: boolean;
  ends: boolean;
  inflects: boolean;
  initials: boolean;
  innocent: boolean;
  script: Script;
}

export const GAP_BIT = 0x80;
export const MAX_RUN = 0x7f;

/** The place in a folded text where a pattern's letters were found. */
export interface Place {
  text: string;
  letters: readonly Letter[];
  first: number;
  last: number;
}

/** The separators between the letters found, and the lengths of the pieces. */
interface Gaps {
  bits: number;
  shortest: number;
  longest: number;
}

const LAUGHTER = "ㅋㅎㅠㅜㅡ";
/** Shorter words match only where no other reading is possible. */
const LONG = 4;

/** Whether the letters found are that word, and not parts of adjacent words. */
export function isTrueMatch(pattern: SoughtWord, place: Place): boolean {
  const { letters, first, last } = place;
  if (pattern.initials) return areInitials(place);
  if (!letters[first]!.begins || !letters[last]!.ends) return false;
  if (!haveSameLetters(pattern, place)) return false;
  const gaps = gapsOf(pattern, place);
  if (pattern.innocent && !haveSameGaps(pattern, place)) return false;
  return gaps.bits === 0 ? isWhole(pattern, place) : isApart(pattern, place, gaps);
}

function haveSameLetters(pattern: SoughtWord, { letters, first, text }: Place): boolean {
  const { runs, start, marks: sought } = pattern;
  if (!runs) return true;
  let digits = 0;
  for (let i = 0; i < pattern.length; i++) {
    const { code, run, marks, standIn, from } = letters[first + i]!;
    const least = runs[start + i]! & MAX_RUN;
    if (isMask(code) ? run !== least : run < least) return false;
    if (sought && sought[i] !== marks) return false;
    if (standIn && text[from]! <= "9" && text[from]! >= "0") digits += least;
  }
  // A55 is a phone model.
  return pattern.letterCount >= LONG || digits < 2;
}

function haveSameGaps(pattern: SoughtWord, { letters, first }: Place): boolean {
  for (let i = 1; i < pattern.length; i++)
    if (hasGap(pattern, i) !== (letters[first + i]!.gap !== 0)) return false;
  return true;
}

function hasGap({ runs, start }: SoughtWord, index: number): boolean {
  return runs !== undefined && (runs[start + index]! & GAP_BIT) !== 0;
}

function gapsOf(pattern: SoughtWord, { letters, first }: Place): Gaps {
  const gaps = { bits: 0, shortest: Infinity, longest: 0 };
  let piece = 0;
  for (let i = 0; i < pattern.length; i++) {
    const { gap } = letters[first + i]!;
    if (i > 0 && gap !== 0 && !hasGap(pattern, i)) {
      gaps.bits |= gap;
      gaps.shortest = Math.min(gaps.shortest, piece);
      gaps.longest = Math.max(gaps.longest, piece);
      piece = 0;
    }
    piece++;
  }
  gaps.shortest = Math.min(gaps.shortest, piece);
  gaps.longest = Math.max(gaps.longest, piece);
  return gaps;
}

/** Whether a word without gaps has valid boundaries. */
function isWhole(pattern: SoughtWord, place: Place): boolean {
  const { text, letters, first } = place;
  const { length } = pattern;
  const begins =
    !pattern.begins ||
    (pattern.script === "hangul"
      ? isStartAfterOpeners(text, letters, first, length)
      : isWordStart(letters, first, length));
  return begins && (!pattern.ends || endsWell(pattern, place));
}

/** Whether a word with gaps in it was split on purpose. */
function isApart(pattern: SoughtWord, place: Place, gaps: Gaps): boolean {
  const { text, letters, first, last } = place;
  const { length } = pattern;
  const spaced = (gaps.bits & GAP.space) !== 0;
  const starts = () => isWordStart(letters, first, length);
  switch (pattern.script) {
    case "latin":
      if (!spaced && !pattern.begins && gaps.longest === 1) return true;
      if (spaced && !arePieces(pattern, place, gaps)) return false;
      return starts() && endsWell(pattern, place);
    case "hangul":
      if (!spaced)
        return (
          isStartAfterOpeners(text, letters, first, length) &&
          (!pattern.ends || endsWell(pattern, place))
        );
      return (
        starts() && (isWordEnd(letters, last, length) || endsWithParticle(text, letters[last]!.to))
      );
    case "mixed":
      return !spaced && starts();
    case "other":
      return !spaced || (starts() && endsWell(pattern, place));
  }
}

/** Whether these pieces cannot be ordinary words: `f u c k` and `sh it`, but not `the pen is`. */
function arePieces(pattern: SoughtWord, { letters, last }: Place, gaps: Gaps): boolean {
  const next = letters[last + 1];
  if (next?.gap === GAP.apostrophe) return false;
  if (pattern.letterCount >= LONG) return gaps.shortest === 1 || gaps.longest <= 2;
  // a s s e t: a short word that is spelled out must end there.
  const goesOn = next !== undefined && next.gap !== 0 && letters[last + 2]?.gap !== 0;
  return gaps.longest === 1 && !goesOn;
}

function endsWell(pattern: SoughtWord, { letters, last }: Place): boolean {
  return (
    isWordEnd(letters, last, pattern.length) || (pattern.inflects && endsWithEnding(letters, last))
  );
}

/** Whether these single consonants abbreviate a word, with nothing but laughter next to them. */
function areInitials({ letters, first, last }: Place): boolean {
  const found = letters.slice(first, last + 1);
  if (!found.every(({ lone }) => lone)) return false;
  const next = letters[last + 1];
  const neighbours = [
    found[0]!.gap === 0 ? letters[first - 1] : undefined,
    next?.gap === 0 ? next : undefined,
  ];
  if (!neighbours.every((letter) => !letter?.lone || LAUGHTER.includes(toChar(letter))))
    return false;
  if (!found.slice(1).some(({ gap }) => (gap & GAP.space) !== 0)) return true;
  return isWordStart(letters, first, found.length) && isWordEnd(letters, last, found.length);
}

function toChar({ code }: Letter): string {
  return String.fromCodePoint(code);
}
