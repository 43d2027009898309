import type { FilterFinding, FilterRule, FilterSet } from "#protocol";
import type { FilterParts } from "./compile-filters.ts";
import type { FilterContext, Found, TextTest } from "./filter-context.ts";
import { toLinkTest } from "./link-test.ts";
import { AnalyzedText } from "./analyzed-text.ts";
import { toRepeatTest } from "./repeat-test.ts";
import { toCapitalsTest, toFloodTest } from "./shape-tests.ts";
import type { StarterLexicons } from "./starter-lists/starter-lexicons.ts";
import { toWordTest } from "./word-test.ts";

/** The filters of a stream, ready for use. */
export class Filters {
  readonly #rules: readonly { rule: FilterRule; test: TextTest }[];

  constructor({ rules }: FilterSet, parts: FilterParts, starters: StarterLexicons) {
    let pattern = 0;
    this.#rules = rules.map((rule, tag) => {
      const from = pattern;
      if (rule.kind === "patterns") pattern += rule.patterns.length;
      return { rule, test: toTest(rule, { tag, from, to: pattern, parts, starters }) };
    });
  }

  /** The first rule that finds something in a text. Pure. (SPEC FI2) */
  judge(text: string | AnalyzedText, context: FilterContext): FilterFinding | undefined {
    const read = typeof text === "string" ? new AnalyzedText(text) : text;
    for (const { rule, test } of this.#rules) {
      const found = test(read, context);
      if (found) return toFinding(rule, found);
    }
    return undefined;
  }
}

interface Compiled {
  tag: number;
  /** The range of the stream's patterns that belong to the rule. */
  from: number;
  to: number;
  parts: FilterParts;
  starters: StarterLexicons;
}

function toTest(rule: FilterRule, { tag, from, to, parts, starters }: Compiled): TextTest {
  switch (rule.kind) {
    case "words":
      return toWordTest(rule, tag, parts.own, starters);
    case "patterns":
      return toPatternTest(parts, from, to);
    case "links":
      return toLinkTest(rule);
    case "repeats":
      return toRepeatTest(rule);
    case "flood":
      return toFloodTest(rule);
    case "capitals":
      return toCapitalsTest(rule);
  }
}

/** Tests a text against the rule's own range of the stream's patterns. (SPEC FI6) */
function toPatternTest({ patterns }: FilterParts, from: number, to: number): TextTest {
  return (read) => {
    const found = read.patterns(patterns);
    for (let number = from; number < to; number++) if (found.has(number)) return {};
    return undefined;
  };
}

function toFinding({ id, kind, action, reason }: FilterRule, { at }: Found): FilterFinding {
  return {
    rule: id,
    kind,
    action,
    ...(reason !== undefined && { reason }),
    ...(at && { found: at }),
  };
}
