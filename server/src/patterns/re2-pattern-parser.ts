import { FILTER_FAULTS } from "#protocol";
import { RE2JS } from "re2js";

import type {
  ParsedPattern,
  PatternParser,
} from "../chat/moderation/filters/patterns/pattern-parser.ts";
import type { PatternOp } from "../chat/moderation/filters/patterns/pattern-program.ts";

/** Maximum number of instructions in a pattern's program. */
const MAX_PROGRAM = 100;

/**
 * Parses patterns in RE2's syntax, and returns their program. (SPEC FI6)
 *
 * Our own tables run the program: RE2JS takes 30 ns per instruction and character, and its faster
 * automaton adds states for as long as a text requires them. The program is not a public interface
 * of RE2JS: its version is pinned, and tests compare the tables' results with RE2JS.
 */
export class Re2PatternParser implements PatternParser {
  parse(source: string): ParsedPattern | { fault: string } {
    try {
      const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
      const size = pattern.programSize();
      if (size > MAX_PROGRAM) return { fault: FILTER_FAULTS.patternTooLarge };
      if (pattern.matcher("").find()) return { fault: FILTER_FAULTS.patternFindsAll };
      const { inst, start } = pattern.re2().prog as Prog;
      return { program: { start, ops: inst.map(toOp) }, size };
    } catch (error) {
      const why = error instanceof Error ? error.message : "unknown";
      return { fault: `This is not a pattern: ${why}` };
    }
  }
}

interface Prog {
  inst: readonly Inst[];
  start: number;
}

interface Inst {
  op: number;
  out: number;
  arg: number;
  runes: Int32Array;
  matchRune(code: number): boolean;
}

const OP = {
  ...{ alt: 1, altMatch: 2, capture: 3, emptyWidth: 4, fail: 5, match: 6, nop: 7 },
  ...{ rune: 8, rune1: 9, any: 10, anyNotNewline: 11 },
} as const;
const FOLD_CASE = 1;
const ANY = [0, 0x10ffff];
const ANY_BUT_NEWLINE = [0, 9, 11, 0x10ffff];

function toOp(inst: Inst): PatternOp {
  const { op, out, arg } = inst;
  switch (op) {
    case OP.alt:
    case OP.altMatch:
      return { kind: "either", out, or: arg };
    case OP.capture:
    case OP.nop:
      return { kind: "go", out };
    case OP.emptyWidth:
      return { kind: "assert", out, place: arg };
    case OP.fail:
      return { kind: "fail" };
    case OP.match:
      return { kind: "match" };
    case OP.rune:
    case OP.rune1:
      return { kind: "take", out, ranges: rangesOf(inst) };
    case OP.any:
      return { kind: "take", out, ranges: ANY };
    case OP.anyNotNewline:
      return { kind: "take", out, ranges: ANY_BUT_NEWLINE };
    default:
      throw new Error("it takes more than characters");
  }
}

function rangesOf(inst: Inst): ArrayLike<number> {
  const { runes, arg } = inst;
  if (runes.length !== 1) return runes;
  const code = runes[0]!;
  if ((arg & FOLD_CASE) === 0) return [code, code];
  return casedCharacters()
    .filter((each) => each !== code && inst.matchRune(each))
    .concat(code)
    .sort((a, b) => a - b)
    .flatMap((each) => [each, each]);
}

let cased: number[] | undefined;

/** Characters with an upper and lower case. */
function casedCharacters(): number[] {
  if (cased) return cased;
  cased = [];
  for (let code = 0; code <= 0x1ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (character !== character.toLowerCase() || character !== character.toUpperCase())
      cased.push(code);
  }
  return cased;
}
