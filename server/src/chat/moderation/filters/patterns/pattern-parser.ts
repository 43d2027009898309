import type { PatternProgram } from "./pattern-program.ts";

export interface ParsedPattern {
  program: PatternProgram;
  /** Number of instructions, as the limits count them. */
  size: number;
}

/** Parses patterns typed by owners. (SPEC FI6) */
export interface PatternParser {
  /** The parsed pattern, or a sentence that says why it is invalid. */
  parse(source: string): ParsedPattern | { fault: string };
}
