import type { FilterFinding, FilterRule, FilterSet, FilterTest } from "#protocol";
import {
  compileAtOnce,
  type FilterParts,
} from "../../server/src/chat/moderation/filters/compile-filters.ts";
import type { FilterContext } from "../../server/src/chat/moderation/filters/filter-context.ts";
import { Filters } from "../../server/src/chat/moderation/filters/filters.ts";
import { AnalyzedText } from "../../server/src/chat/moderation/filters/analyzed-text.ts";
import { StarterLexicons } from "../../server/src/chat/moderation/filters/starter-lists/starter-lexicons.ts";
import { Re2PatternParser } from "../../server/src/patterns/re2-pattern-parser.ts";

const REFUSE = { kind: "refuse" } as const;
const NOTHING_ELSE: FilterContext = { repeats: () => ({ byOne: 0, byMany: 0 }), mayLink: false };

/** A rule that refuses; its id is its kind. */
export function refusing(test: FilterTest): FilterRule {
  return { ...test, id: test.kind, action: REFUSE };
}

/** Filters as streams have them, or why they would not be saved. */
export function compileSet(
  set: FilterSet,
): { ok: true; filters: Filters; parts: FilterParts } | { ok: false; rule: string; fault: string } {
  const compiled = compileAtOnce(set, new Re2PatternParser(), { known: [], strict: true });
  if (!compiled.ok) return compiled;
  const { parts } = compiled;
  const starters = new StarterLexicons();
  for (const [language, lexicon] of parts.starters) starters.add(language, lexicon);
  return { ok: true, filters: new Filters(set, parts, starters), parts };
}

/** Filters that are expected to be taken. */
export function takenSet(set: FilterSet): Filters {
  const compiled = compileSet(set);
  if (!compiled.ok) throw new Error(`${compiled.rule}: ${compiled.fault}`);
  return compiled.filters;
}

/** What a stream's filters find in texts; throws where they cannot be compiled. */
export function judging(
  ...rules: FilterRule[]
): (text: string, context?: Partial<FilterContext>) => FilterFinding | undefined {
  const filters = takenSet({ rules });
  return (text, context) => filters.judge(text, { ...NOTHING_ELSE, ...context });
}

/** Those of the texts in which one filter finds something. */
export function findingIn(test: FilterTest, texts: readonly string[]): string[] {
  const judge = judging(refusing(test));
  return texts.filter((text) => judge(text) !== undefined);
}

/** How many steps a text takes the filters. (SPEC FI11) */
export function stepsOf(filters: Filters, text: string): number {
  const read = new AnalyzedText(text);
  filters.judge(read, NOTHING_ELSE);
  return read.steps;
}
