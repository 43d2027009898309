/**
 * A pattern as a program, made by a regular expression parser. (SPEC FI6)
 *
 * Instructions are numbered; each list has one item per instruction.
 */
export interface PatternProgram {
  start: number;
  ops: readonly PatternOp[];
}

/** Operation of an instruction; `out` is the next instruction. */
export type PatternOp =
  /** Takes one character in the ranges, given as first, last, first, last … in order. */
  | { kind: "take"; out: number; ranges: ArrayLike<number> }
  | { kind: "either"; out: number; or: number }
  /** Continues only where all of these bits of `PLACE` hold. */
  | { kind: "assert"; out: number; place: number }
  | { kind: "go"; out: number }
  | { kind: "match" }
  | { kind: "fail" };

/** Conditions that can hold between two characters. */
const PLACE = {
  beginLine: 1,
  endLine: 2,
  beginText: 4,
  endText: 8,
  wordBoundary: 16,
  noWordBoundary: 32,
} as const;

/** The conditions between two characters, either of which may be missing (-1). */
export function placeBetween(before: number, after: number): number {
  let place = isWordCharacter(before) === isWordCharacter(after) ? 32 : 16;
  if (before < 0) place |= PLACE.beginText | PLACE.beginLine;
  else if (before === LINE_FEED) place |= PLACE.beginLine;
  if (after < 0) place |= PLACE.endText | PLACE.endLine;
  else if (after === LINE_FEED) place |= PLACE.endLine;
  return place;
}

const LINE_FEED = 10;

function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f
  );
}
