import type { FilterSet } from "#protocol";
import type { FilterContext } from "../../server/src/chat/moderation/filters/filter-context.ts";

/** The context of a first message. */
export const NOTHING_ELSE: FilterContext = {
  repeats: () => ({ byOne: 0, byMany: 0 }),
  mayLink: false,
};

/** What an owner gets who switches the Korean and the English list on. */
export const STARTER_LISTS: FilterSet = {
  rules: [{ id: "words", kind: "words", lists: ["ko", "en"], action: { kind: "refuse" } }],
};

/** All filters at once, none of which finds anything in a text without letters. */
export const EVERY_FILTER: FilterSet = {
  rules: [
    {
      ...{ id: "words", kind: "words", lists: ["ko", "en", "ja", "zh", "vi", "th"] },
      ...{ words: ["광고", "cheap followers", "*casino*"], allow: ["광고주"] },
      action: { kind: "refuse" },
    },
    {
      ...{ id: "patterns", kind: "patterns" },
      patterns: ["010[- ]?\\d{4}[- ]?\\d{4}$"],
      action: { kind: "hold" },
    },
    { id: "links", kind: "links", allow: ["example.com"], action: { kind: "refuse" } },
    {
      ...{ id: "repeats", kind: "repeats", byOne: 3, byMany: 10, withinSeconds: 60 },
      action: { kind: "refuse" },
    },
    { id: "flood", kind: "flood", inRow: 4_000, lines: 4_000, action: { kind: "refuse" } },
    {
      ...{ id: "capitals", kind: "capitals", percent: 100, minLetters: 4_000 },
      action: { kind: "refuse" },
    },
  ],
};

/** The same, with patterns of the kind that other engines take years for. (SPEC FI11) */
export const SLOWEST_FILTERS: FilterSet = {
  rules: [
    ...EVERY_FILTER.rules,
    {
      ...{ id: "slow", kind: "patterns" },
      patterns: ["(a|b|ab)+c{2,20}d", "([a-z]+)+\\d=", "(.{1,20})Z#"],
      action: { kind: "hold" },
    },
  ],
};
