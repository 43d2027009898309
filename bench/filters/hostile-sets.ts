import { countUtf8Bytes, LIMITS, STAFF_LIMITS, type FilterRule, type FilterSet } from "#protocol";

/*
 * Rule sets that an owner may save and that cost as much as possible: the maximum of rules, words
 * and patterns, chosen to hinder each other. (SPEC FI1, FI11)
 */

const REFUSE = { kind: "refuse" } as const;
const LISTS = ["ko", "en", "ja", "zh", "vi", "th"] as const;

/** Pseudo-random words. */
export function scramble(letters: string, length: number, seed: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return letters[(state >> 12) % letters.length];
  }).join("");
}

/** Twenty rules of forty words, the set that took a server's memory. */
export function manyWords(seed: number, letters = "abcdefghijklmnopqrstuvwxyz"): FilterSet {
  return {
    rules: Array.from({ length: 20 }, (_, i) => ({
      id: `r${i}`,
      kind: "words",
      words: Array.from({ length: 40 }, (_, k) => scramble(letters, 8, seed + i * 40 + k + 1)),
      action: REFUSE,
    })),
  };
}

/** As many of these words as are accepted, one rule after the other. */
function wordRules(words: readonly string[], rules = 20): FilterRule[] {
  const each = Math.ceil(words.length / rules);
  return Array.from({ length: rules }, (_, i) => ({
    id: `r${i}`,
    kind: "words" as const,
    words: words.slice(i * each, (i + 1) * each),
    action: REFUSE,
  })).filter(({ words }) => words.length > 0);
}

function fitting(rules: readonly FilterRule[]): FilterSet {
  const kept = [...rules];
  while (JSON.stringify(kept).length > STAFF_LIMITS.filterBytes) kept.pop();
  return { rules: kept };
}

const nested = (letters: string, count: number) =>
  Array.from({ length: count }, (_, i) => letters.repeat(64).slice(i % 64, 64));

/** By name. Some are refused when they are saved; see `shrunk`. */
export const HOSTILE_SETS: Readonly<Record<string, FilterSet>> = {
  "800 words": manyWords(1),
  "800 words of few letters": manyWords(1, "abc"),
  "words within words": fitting(wordRules(nested("ab", 120))),
  "eight words within words": fitting(wordRules(nested("ab", 8), 2)),
  "one word in twenty rules": {
    rules: Array.from({ length: 20 }, (_, i) => ({
      id: `r${i}`,
      kind: "words",
      words: ["*abab*", "abcd", "*aba", "a b"],
      allow: ["ababab"],
      action: REFUSE,
    })),
  },
  masks: fitting(
    wordRules(Array.from({ length: 700 }, (_, i) => `a${scramble("abcdef", 6, i + 1)}b`)),
  ),
  "masks of drawn-out letters": fitting(
    wordRules(
      Array.from({ length: 36 }, (_, i) => "a".repeat(1 + (i % 6)) + "b".repeat(3 + (i % 4))),
    ),
  ),
  "all lists in twenty rules": {
    rules: Array.from({ length: 20 }, (_, i) => ({
      id: `r${i}`,
      kind: "words",
      lists: [...LISTS],
      words: ["광고", `casino${i}`],
      allow: ["광고주"],
      action: REFUSE,
    })),
  },
  "large patterns": patternSet([
    "(?:.?){30}\\d$",
    "a[ab]{80}c",
    "(a|b)*a(a|b){25}c",
    "(.{1,20})Z#",
  ]),
  "many patterns": patternSet(Array.from({ length: 18 }, (_, i) => `[a-z\\pL]*a.{${i % 9}}#${i}`)),
  "patterns with places": patternSet(["(?:\\b.?){20}#", "(?m)^(?:a|ab)*$#", "(\\B\\w)+\\b#$"]),
  "wide patterns": patternSet(["[가-힣]{40}#", "\\pL+\\pN+#", "[\\pL\\pN]{30}#", "[^가-힣]{20}#"]),
  hosts: {
    rules: Array.from({ length: 20 }, (_, i) => ({
      id: `r${i}`,
      kind: "links",
      allow: [`${"a.".repeat(100)}com`, `x${i}.com`, "b.com"],
      action: REFUSE,
    })),
  },
  "twenty of the others": {
    rules: Array.from({ length: 20 }, (_, i): FilterRule => {
      const rule = { id: `r${i}`, action: REFUSE };
      if (i % 3 === 0) return { ...rule, kind: "flood", inRow: 500 - i, lines: 500 };
      if (i % 3 === 1) return { ...rule, kind: "capitals", percent: 100, minLetters: 500 };
      return { ...rule, kind: "repeats", byOne: 100, byMany: 1_000, withinSeconds: 600 };
    }),
  },
};

/** The rest of a set after removing words and patterns until it is accepted. */
export function shrunk(set: FilterSet, isTaken: (set: FilterSet) => boolean): FilterSet {
  for (let share = 1; share > 0.01; share *= 0.9) {
    const part = <T>(items: readonly T[]) => items.slice(0, Math.ceil(items.length * share));
    const rules = set.rules.map((rule) => {
      if (rule.kind === "patterns") return { ...rule, patterns: part(rule.patterns) };
      return rule.kind === "words" && rule.words ? { ...rule, words: part(rule.words) } : rule;
    });
    if (isTaken({ rules })) return { rules };
    // Words that are there once for each rule: fewer rules, then.
    if (isTaken({ rules: part(rules) })) return { rules: part(rules) };
  }
  return { rules: [] };
}

function patternSet(patterns: readonly string[]): FilterSet {
  return { rules: [{ id: "p", kind: "patterns", patterns: [...patterns], action: REFUSE }] };
}

/** All of it in one set: the maximum cost of a message. */
export const EVERYTHING_HOSTILE: FilterSet = fitting([
  ...HOSTILE_SETS["large patterns"]!.rules,
  ...HOSTILE_SETS["eight words within words"]!.rules,
  { id: "links", kind: "links", allow: [`${"a.".repeat(100)}com`], action: REFUSE },
  { id: "flood", kind: "flood", inRow: 500, lines: 500, action: REFUSE },
  { id: "capitals", kind: "capitals", percent: 100, minLetters: 500, action: REFUSE },
  ...Array.from({ length: 10 }, (_, i): FilterRule => ({
    id: `lists${i}`,
    kind: "words",
    lists: [...LISTS],
    words: [`casino${i}`],
    allow: ["casinos"],
    action: REFUSE,
  })),
]);

/** A text of one repeated piece, of maximum length. */
export const filled = (piece: string) =>
  piece.repeat(Math.floor(LIMITS.messageBytes / countUtf8Bytes(piece)));

/** What is hard on words within words, on masks, on patterns, on folding. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...["a", "ab", "abab ", "aB", "a b ", "a.b.", "ababab ", "a*b", "a**ba", "a********b "].map(
    filled,
  ),
  ...["ﷺ", "﷽", "㌖", "¼", "뷁", "ᄉ", "x\u0301", "1a", "#", "ㅅㅂ", "가a", "\n"].map(filled),
  ...["a.a.a.com ", "b.com ", "http://b.com ", "aaaaaaaa*bbbbbbbb", "dot ", "＠$1"].map(filled),
  ...["ab", "abc", "abcdef*", "abcdefghijklmnop .*#1"].map((letters, i) =>
    scramble(letters, 1_990, i + 1),
  ),
];
