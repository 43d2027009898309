import type { PatternProgram } from "./pattern-program.ts";

export interface ParsedPattern {
  program: PatternProgram;
  /** Instructions of the program, as the limits count them. */
  size: number;
}

/** Reads patterns that people typed. (SPEC FI6) */
export interface PatternParser {
  /** The pattern, or a sentence that says what is wrong with it. */
  parse(source: string): ParsedPattern | { fault: string };
}
