/**
 * Why a stream's filters are refused for their cost; the widget translates these. (SPEC FI6, FI11)
 */
export const FILTER_FAULTS = {
  patternTooLarge: "This pattern is too large. Repeat less, or make two of it.",
  patternFindsAll: "This pattern finds every text.",
  patternsTooLarge: "The patterns are too large together. Have fewer, or repeat less in them.",
  tooManyClasses:
    "The patterns have too many classes of letters, such as \\p{L} or 가-힣. Have fewer of them.",
  wordsAlike:
    "Too many of the words are alike: they end alike, as c, bc and abc do, or stand in several rules. Have fewer.",
} as const;

export type FilterFault = keyof typeof FILTER_FAULTS;
