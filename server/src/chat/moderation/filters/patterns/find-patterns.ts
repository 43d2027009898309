import { placeBetween } from "./pattern-program.ts";
import {
  classOf,
  OPCODE,
  type FoundPatterns,
  type LinkedProgram,
  type PatternTables,
} from "./pattern-tables.ts";

/** Transitions of the automaton at a place of one kind. */
interface Follow {
  /** Bits that can follow at the beginning of a match. */
  starts: Uint32Array;
  /** For each four bits of a state, and each of their 16 values, the bits that can follow. */
  byNibble: Uint32Array;
}

/** Created on demand: few texts have all kinds of places. */
const follows = new WeakMap<PatternTables, Map<number, Follow[]>>();

/** The patterns that match a text. Runs in time linear in the text. (SPEC FI6) */
export function findPatterns(
  tables: PatternTables,
  text: string,
  count: (steps: number) => void,
): FoundPatterns {
  const { programs, words, boundaries, masks, hasPlaces } = tables;
  const found = new Set<number>();
  const state = new Uint32Array(words);
  const next = new Uint32Array(words);
  let byPlace = follows.get(tables);
  if (!byPlace) follows.set(tables, (byPlace = new Map<number, Follow[]>()));
  let steps = 0;
  let before = -1;
  for (let at = 0; at <= text.length;) {
    const code = text.codePointAt(at) ?? -1;
    const place = hasPlaces ? placeBetween(before, code) : 0;
    let follow = byPlace.get(place);
    if (!follow) byPlace.set(place, (follow = programs.map((each) => followOf(each, place))));
    const mask = code < 0 ? -1 : classOf(boundaries, code) * words;
    steps += 12;
    for (let i = 0; i < programs.length; i++) {
      const { firstWord, words: own, takes } = programs[i]!;
      const { starts, byNibble } = follow[i]!;
      for (let w = 0; w < own; w++) next[w] = starts[w]!;
      for (let w = 0; w < own; w++) {
        let bits = state[firstWord + w]!;
        for (let nibble = w * 8; bits !== 0; nibble++, bits >>>= 4) {
          const value = bits & 15;
          if (value === 0) continue;
          const row = (nibble * 16 + value) * own;
          for (let k = 0; k < own; k++) next[k]! |= byNibble[row + k]!;
          steps += own;
        }
      }
      steps += own;
      const match = takes.length;
      if (((next[match >> 5]! >>> (match & 31)) & 1) === 1) found.add(i);
      if (mask >= 0)
        for (let w = 0; w < own; w++)
          state[firstWord + w] = next[w]! & masks[mask + firstWord + w]!;
    }
    before = code;
    at += code > 0xffff ? 2 : 1;
  }
  count(steps);
  return found;
}

function followOf(program: LinkedProgram, place: number): Follow {
  const { words, takes } = program;
  const starts = new Uint32Array(words);
  reach(program, program.start, place, starts);
  const nibbles = words * 8;
  const byNibble = new Uint32Array(nibbles * 16 * words);
  for (let bit = 0; bit < takes.length; bit++) {
    const reached = new Uint32Array(words);
    reach(program, program.out[takes[bit]!]!, place, reached);
    const row = (bit >> 2) * 16;
    for (let value = 0; value < 16; value++)
      if (((value >> (bit & 3)) & 1) === 1)
        for (let w = 0; w < words; w++) byNibble[(row + value) * words + w]! |= reached[w]!;
  }
  return { starts, byNibble };
}

/** Sets the bits reachable from an instruction without taking a character. */
function reach(program: LinkedProgram, from: number, place: number, bits: Uint32Array): void {
  const { kind, out, arg, takes } = program;
  const seen = new Uint8Array(kind.length);
  const pending = [from];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen[at] === 1) continue;
    seen[at] = 1;
    switch (kind[at]) {
      case OPCODE.take:
        bits[arg[at]! >> 5]! |= 1 << (arg[at]! & 31);
        break;
      case OPCODE.match:
        bits[takes.length >> 5]! |= 1 << (takes.length & 31);
        break;
      case OPCODE.either:
        pending.push(out[at]!, arg[at]!);
        break;
      case OPCODE.assert:
        if ((arg[at]! & ~place) === 0) pending.push(out[at]!);
        break;
      case OPCODE.go:
        pending.push(out[at]!);
        break;
    }
  }
}
