import type { FilterFinding, FilterRule, FilterSet, FilterTest } from "#protocol";
import type { FilterContext, Found, PatternCompiler, TextTest } from "./filter-context.ts";
import { toLinkTest } from "./link-test.ts";
import { toRepeatTest } from "./repeat-test.ts";
import { toCapitalsTest, toFloodTest } from "./shape-tests.ts";
import { toWordTest } from "./word-test.ts";

/** The filters of a stream, ready for use. Pure: the same text gives the same finding. */
export interface Filters {
  /** The first rule that finds something in a text, if one does. (SPEC FI2) */
  judge(text: string, context: FilterContext): FilterFinding | undefined;
}

export type CompiledFilters =
  { ok: true; filters: Filters } | { ok: false; rule: string; fault: string };

/** What all patterns of a stream may cost together at each character: the loop waits for them. */
const MAX_STEPS = 300;

/** What patterns may still cost. */
interface Budget {
  steps: number;
}

/** Compiles a stream's filters; only patterns can be at fault. */
export function compileFilters(set: FilterSet, patterns: PatternCompiler): CompiledFilters {
  const compiled: { rule: FilterRule; test: TextTest }[] = [];
  const budget = { steps: MAX_STEPS };
  for (const rule of set.rules) {
    const test = toTest(rule, patterns, budget);
    if (typeof test !== "function") return { ok: false, rule: rule.id, ...test };
    compiled.push({ rule, test });
  }
  const judge = (text: string, context: FilterContext) => {
    for (const { rule, test } of compiled) {
      const found = test(text, context);
      if (found) return toFinding(rule, found);
    }
    return undefined;
  };
  return { ok: true, filters: { judge } };
}

function toTest(
  test: FilterTest,
  patterns: PatternCompiler,
  budget: Budget,
): TextTest | { fault: string } {
  switch (test.kind) {
    case "words":
      return toWordTest(test);
    case "patterns":
      return toPatternTest(test.patterns, patterns, budget);
    case "links":
      return toLinkTest(test);
    case "repeats":
      return toRepeatTest(test);
    case "flood":
      return toFloodTest(test);
    case "capitals":
      return toCapitalsTest(test);
  }
}

function toPatternTest(
  sources: readonly string[],
  patterns: PatternCompiler,
  budget: Budget,
): TextTest | { fault: string } {
  const tests: ((text: string) => boolean)[] = [];
  for (const source of sources) {
    const compiled = patterns.compile(source);
    if ("fault" in compiled) return compiled;
    budget.steps -= compiled.size;
    if (budget.steps < 0)
      return { fault: "The patterns are too large together. Have fewer, or repeat less in them." };
    tests.push(compiled.test);
  }
  return (text) => {
    const plain = text.normalize("NFKC");
    return tests.some((test) => test(plain)) ? {} : undefined;
  };
}

function toFinding({ id, kind, action, reason }: FilterRule, { at }: Found): FilterFinding {
  return {
    ...{ rule: id, kind, action },
    ...(reason !== undefined && { reason }),
    ...(at && { found: at }),
  };
}
