import { GAP, type Letter } from "./fold-text.ts";
import {
  endsWithEnding,
  endsWithParticle,
  isStartAfterOpeners,
  isWordEnd,
  isWordStart,
} from "./word-boundaries.ts";
import { isMask, type WordPattern } from "./word-pattern.ts";

/** A place in a folded text at which a pattern's letters were found. */
export interface Place {
  text: string;
  letters: readonly Letter[];
  first: number;
  last: number;
}

/** What stands between the letters that were found, and how long the pieces are. */
interface Gaps {
  bits: number;
  shortest: number;
  longest: number;
}

const LAUGHTER = "ㅋㅎㅠㅜㅡ";
/** Shorter words are found only where nothing else can be meant. */
const LONG = 4;

/** Whether the letters found are that word, and not parts of others that happen to meet. */
export function isMeant(pattern: WordPattern, place: Place): boolean {
  const { letters, first, last } = place;
  if (pattern.initials) return areInitials(place);
  if (!letters[first]!.begins || !letters[last]!.ends) return false;
  if (!haveSameLetters(pattern, place)) return false;
  const gaps = gapsOf(pattern, place);
  if (pattern.innocent && !haveSameGaps(pattern, place)) return false;
  return gaps.bits === 0 ? isWhole(pattern, place) : isApart(pattern, place, gaps);
}

function haveSameLetters(pattern: WordPattern, { letters, first, text }: Place): boolean {
  let length = 0;
  let digits = 0;
  for (const [i, code] of pattern.codes.entries()) {
    const { run, marks, standIn, from } = letters[first + i]!;
    const least = pattern.runs[i]!;
    if (isMask(code) ? run !== least : run < least) return false;
    if (pattern.marks && pattern.marks[i] !== marks) return false;
    length += least;
    if (standIn && text[from]! <= "9" && text[from]! >= "0") digits += least;
  }
  // A55 is a telephone.
  return length >= LONG || digits < 2;
}

function haveSameGaps(pattern: WordPattern, { letters, first }: Place): boolean {
  return pattern.gaps.every((gap, i) => i === 0 || gap === (letters[first + i]!.gap !== 0));
}

function gapsOf(pattern: WordPattern, { letters, first }: Place): Gaps {
  const gaps = { bits: 0, shortest: Infinity, longest: 0 };
  let piece = 0;
  pattern.codes.forEach((_, i) => {
    const { gap } = letters[first + i]!;
    if (i > 0 && gap !== 0 && !pattern.gaps[i]) {
      gaps.bits |= gap;
      gaps.shortest = Math.min(gaps.shortest, piece);
      gaps.longest = Math.max(gaps.longest, piece);
      piece = 0;
    }
    piece++;
  });
  gaps.shortest = Math.min(gaps.shortest, piece);
  gaps.longest = Math.max(gaps.longest, piece);
  return gaps;
}

/** Whether a word without gaps stands where it may. */
function isWhole(pattern: WordPattern, place: Place): boolean {
  const { text, letters, first } = place;
  const { length } = pattern.codes;
  const begins =
    !pattern.begins ||
    (pattern.script === "hangul"
      ? isStartAfterOpeners(text, letters, first, length)
      : isWordStart(letters, first, length));
  return begins && (!pattern.ends || endsWell(pattern, place));
}

/** Whether a word with gaps in it was put apart on purpose. */
function isApart(pattern: WordPattern, place: Place, gaps: Gaps): boolean {
  const { text, letters, first, last } = place;
  const { length } = pattern.codes;
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

/** Whether these are pieces that no sentence has: `f u c k` and `sh it`, but not `the pen is`. */
function arePieces(pattern: WordPattern, { letters, last }: Place, gaps: Gaps): boolean {
  const next = letters[last + 1];
  if (next?.gap === GAP.apostrophe) return false;
  const length = pattern.runs.reduce((sum, run) => sum + run, 0);
  if (length >= LONG) return gaps.shortest === 1 || gaps.longest <= 2;
  // a s s e t: a short word that is spelled out must end there.
  const goesOn = next !== undefined && next.gap !== 0 && letters[last + 2]?.gap !== 0;
  return gaps.longest === 1 && !goesOn;
}

function endsWell(pattern: WordPattern, { letters, last }: Place): boolean {
  return (
    isWordEnd(letters, last, pattern.codes.length) ||
    (pattern.inflects && endsWithEnding(letters, last))
  );
}

/** Lone consonants that stand for a word: nothing but laughter is next to them. */
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
