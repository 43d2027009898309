/** Texts of the filter panel, loaded with it. */
export const enFilters = {
  intro: "The first filter that finds something decides. What staff write is not looked at.",
  readOnly: "Only hosts change these.",
  kinds: {
    words: "Words",
    patterns: "Patterns",
    links: "Links",
    repeats: "Repeats",
    flood: "Floods",
    capitals: "Capitals",
  },
  lists: "Ready-made lists",
  fields: {
    words: "Own words, one per line; * lets a word go on",
    allowWords: "Words that are all right",
    patterns: "Regular expressions (RE2), one per line",
    allowHosts: "Hosts that may be linked to, one per line",
    byOne: "By one person, times",
    byMany: "By everyone, times",
    withinSeconds: "Within seconds",
    inRow: "The same in a row, times",
    lines: "Lines at most",
    percent: "Capitals, per cent",
    minLetters: "From so many letters on",
  },
  action: "What happens",
  actions: {
    refuse: "It is not sent",
    hold: "It waits for review, and the sender is told",
    shadow: "It waits for review, and the sender is not told",
  },
  timeoutFor: (time: string) => `It is not sent, and a time-out of ${time}`,
  tryLabel: "Try a message",
  tryHint: "What is set here counts, saved or not. Repeats cannot be tried.",
  passes: "No filter finds anything.",
  found: "Found:",
  notTried: "This could not be tried at the moment.",
  refused: "The server does not take this:",
  faults: {
    patternTooLarge: "This pattern is too large. Repeat less in it, or make two of it.",
    patternFindsAll: "This pattern finds every message.",
    patternsTooLarge: "The patterns are too large together. Have fewer, or repeat less in them.",
    tooManyClasses: "Too many patterns have large classes of letters, such as \\p{L} or 가-힣.",
    wordsAlike: "Too many of the words are alike, or stand in several filters. Take some out.",
  },
  changed: "The filters were changed meanwhile. Saving replaces them.",
  takeTheirs: "Discard what is written here",
};

export type FilterTexts = {
  readonly [Key in keyof typeof enFilters]: (typeof enFilters)[Key] extends string
    ? string
    : (typeof enFilters)[Key] extends (...given: never[]) => string
      ? (typeof enFilters)[Key]
      : { readonly [Name in keyof (typeof enFilters)[Key]]: string };
};
