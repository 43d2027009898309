/** What happens to a message that a filter finds. (SPEC FI3) */
export type FilterAction =
  | { kind: "refuse" }
  /** It waits for staff, and its sender is told so. (SPEC HE1) */
  | { kind: "hold" }
  /** It waits for staff, and its sender is told nothing. */
  | { kind: "shadow" }
  /** It is refused, and its sender may not write for a while. */
  | { kind: "timeout"; seconds: number };

/** Languages that the server has a list of words for. (SPEC FI4) */
export const FILTER_LANGUAGES = ["ko", "en", "ja", "zh", "vi", "th"] as const;
export type FilterLanguage = (typeof FILTER_LANGUAGES)[number];

/** What a filter looks for. (SPEC FI4–FI9) */
export type FilterTest =
  | {
      kind: "words";
      /** The server's own lists that are looked for. */
      lists?: FilterLanguage[];
      /** Words and phrases; a `*` at an end lets a word go on there. */
      words?: string[];
      /** Words that are right although they hold one of those. */
      allow?: string[];
    }
  | { kind: "patterns"; patterns: string[] }
  | {
      kind: "links";
      /** Hosts that may be linked to, with those below them. */
      allow: string[];
    }
  | {
      kind: "repeats";
      /** So often may one person write the same within the time. */
      byOne?: number;
      /** So often may it be written by whomever. */
      byMany?: number;
      withinSeconds: number;
    }
  | {
      kind: "flood";
      /** So often may a letter, or a few, stand in a row. */
      inRow?: number;
      lines?: number;
    }
  | { kind: "capitals"; percent: number; minLetters: number };

/** One filter of a stream. (SPEC FI1) */
export type FilterRule = FilterTest & {
  id: string;
  action: FilterAction;
  /** What the sender is told; else a sentence for all filters. (SPEC FI10) */
  reason?: string;
};

/** The filters of a stream; the first that finds something decides. (SPEC FI2) */
export interface FilterSet {
  rules: FilterRule[];
}

/** A text that staff try out. (SPEC FI13) */
export interface TryFilter {
  streamId: string;
  text: string;
  /** Those to try; else the stream's own. */
  rules?: FilterRule[];
}

/** What a filter found. (SPEC FI11) */
export interface FilterFinding {
  /** The id of the rule. */
  rule: string;
  kind: FilterTest["kind"];
  action: FilterAction;
  reason?: string;
  /** Where in the text, in UTF-16 units, if it is a place. */
  found?: { from: number; to: number };
}
