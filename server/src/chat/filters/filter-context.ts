/** How often a text was written in a stream. */
export interface Echoes {
  byOne: number;
  byMany: number;
}

/** What a filter may know beside the text. */
export interface FilterContext {
  /** How often the same text was written within the last `ms`, without this time. */
  echoes(ms: number): Echoes;
  /** Whether staff have let this person post a link. (SPEC FI7) */
  mayLink: boolean;
}

/** Something was found; where, if it is a place in the text. */
export interface Found {
  at?: { from: number; to: number };
}

/** One compiled filter: says whether it finds something. Takes time in proportion to the text. */
export type TextTest = (text: string, context: FilterContext) => Found | undefined;

export interface CompiledPattern {
  /** Whether a text has a match. */
  test: (text: string) => boolean;
  /** What each character of a text costs at most, in steps. */
  size: number;
}

/** Compiles patterns that people typed, so that no text makes them slow. (SPEC FI6) */
export interface PatternCompiler {
  /** The pattern, or a sentence that says what is wrong with it. */
  compile(source: string): CompiledPattern | { fault: string };
}
