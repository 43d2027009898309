import type { AnalyzedText } from "./analyzed-text.ts";

/** How often a text was written in a stream. */
export interface RepeatCounts {
  byOne: number;
  byMany: number;
}

/** What a filter knows beside the text. */
export interface FilterContext {
  /** How often the same text was written within the last `ms`, not counting this message. */
  repeats(ms: number): RepeatCounts;
  /** Whether staff have allowed this person to post a link. (SPEC FI7) */
  mayLink: boolean;
}

/** A finding, with its place in the text if it has one. */
export interface Found {
  at?: { from: number; to: number };
}

/** One compiled filter: returns what it finds. Runs in time linear in the text. */
export type TextTest = (read: AnalyzedText, context: FilterContext) => Found | undefined;
