import type { PatternProgram } from "./pattern-program.ts";

/** Numbers of the patterns that matched. */
export type FoundPatterns = ReadonlySet<number>;

/**
 * All patterns of a stream as one automaton whose states are bit sets, so that a character costs a
 * few word operations instead of one per state. Plain data, so that threads can transfer it.
 *
 * A bit stands for an instruction that takes a character. Each pattern has its own words.
 */
export interface PatternTables {
  programs: readonly LinkedProgram[];
  /** Number of 32-bit words in one state of all patterns. */
  words: number;
  /** Characters between two boundaries are equivalent in all patterns. */
  boundaries: Int32Array;
  /** For each class of characters, the bits that accept them. */
  masks: Uint32Array;
  /** Whether any pattern depends on the context of a place: `^`, `$`, `\b`. */
  hasPlaces: boolean;
  /** Maximum cost of a character, in steps. */
  stepsPerCharacter: number;
}

/** A pattern without its ranges, which are stored in the masks. */
export interface LinkedProgram {
  start: number;
  /** Per instruction: kind, next instruction, and alternative, place or bit. */
  kind: Uint8Array;
  out: Uint16Array;
  arg: Uint16Array;
  firstWord: number;
  words: number;
  /** The instruction of each bit; the last bit is the match. */
  takes: Uint16Array;
}

export const OPCODE = { take: 0, either: 1, assert: 2, go: 3, match: 4, fail: 5 } as const;

/** Combines the patterns of a stream; yields now and then. */
export function* linkPatterns(
  programs: readonly PatternProgram[],
): Generator<void, PatternTables | undefined> {
  if (programs.length === 0) return undefined;
  let words = 0;
  const linked: LinkedProgram[] = [];
  for (const program of programs) {
    const each = linkProgram(program, words);
    linked.push(each);
    words += each.words;
    yield;
  }
  const boundaries = boundariesOf(programs);
  yield;
  const masks = new Uint32Array((boundaries.length + 1) * words);
  for (const [i, { ops }] of programs.entries()) {
    const { firstWord, takes } = linked[i]!;
    for (const [bit, at] of takes.entries()) {
      const op = ops[at]!;
      if (op.kind !== "take") continue;
      for (let r = 0; r < op.ranges.length; r += 2) {
        const to = classOf(boundaries, op.ranges[r + 1]!);
        for (let each = classOf(boundaries, op.ranges[r]!); each <= to; each++)
          masks[each * words + firstWord + (bit >> 5)]! |= 1 << (bit & 31);
      }
    }
    yield;
  }
  return {
    programs: linked,
    words,
    boundaries,
    masks,
    hasPlaces: programs.some(({ ops }) => ops.some(({ kind }) => kind === "assert")),
    stepsPerCharacter: linked.reduce(
      (sum, { takes, words }) => sum + words + Math.ceil(takes.length / 4) * words,
      12,
    ),
  };
}

/** The class of a character: the number of boundaries at or below it. */
export function classOf(boundaries: Int32Array, code: number): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boundaries[middle]! <= code) low = middle + 1;
    else high = middle;
  }
  return low;
}

function linkProgram({ start, ops }: PatternProgram, firstWord: number): LinkedProgram {
  const takes = ops.flatMap(({ kind }, at) => (kind === "take" ? [at] : []));
  const bits = new Map(takes.map((at, bit) => [at, bit]));
  return {
    start,
    firstWord,
    words: (takes.length >> 5) + 1,
    takes: Uint16Array.from(takes),
    kind: Uint8Array.from(ops.map(({ kind }) => OPCODE[kind])),
    out: Uint16Array.from(ops.map((op) => ("out" in op ? op.out : 0))),
    arg: Uint16Array.from(
      ops.map((op, at) =>
        op.kind === "either" ? op.or : op.kind === "assert" ? op.place : (bits.get(at) ?? 0),
      ),
    ),
  };
}

function boundariesOf(programs: readonly PatternProgram[]): Int32Array {
  const boundaries = new Set<number>();
  const seen = new Set<ArrayLike<number>>();
  for (const { ops } of programs)
    for (const op of ops) {
      if (op.kind !== "take" || seen.has(op.ranges)) continue;
      seen.add(op.ranges);
      for (let r = 0; r < op.ranges.length; r += 2) {
        boundaries.add(op.ranges[r]!);
        boundaries.add(op.ranges[r + 1]! + 1);
      }
    }
  return Int32Array.from(boundaries).sort();
}
