import type { AnalyzedText } from "./analyzed-text.ts";

/** How often a text was written in a stream. */
export interface RepeatCounts {
  byOne: number;
  byMany: number;
}

/** What a filter may know beside the text. */
export interface FilterContext {
  /** How often the same text was written within the last `ms`, without this time. */
  repeats(ms: number): RepeatCounts;
  /** Whether staff have let this person post a link. (SPEC FI7) */
  mayLink: boolean;
}

/** Something was found; where, if it is a place in the text. */
export interface Found {
  at?: { from: number; to: number };
}

/** One compiled filter: says whether it finds something. Takes time in proportion to the text. */
export type TextTest = (read: AnalyzedText, context: FilterContext) => Found | undefined;
