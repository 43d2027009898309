import type { FilterFinding, FilterRule, FilterTest } from "#protocol";
import { compileFilters } from "../../server/src/chat/filters/compile-filters.ts";
import type { FilterContext } from "../../server/src/chat/filters/filter-context.ts";
import { Re2PatternCompiler } from "../../server/src/patterns/re2-pattern-compiler.ts";

const REFUSE = { kind: "refuse" } as const;

/** A rule that refuses; its id is its kind. */
export function refusing(test: FilterTest): FilterRule {
  return { ...test, id: test.kind, action: REFUSE };
}

/** What a stream's filters find in texts; throws where they cannot be compiled. */
export function judging(
  ...rules: FilterRule[]
): (text: string, context?: Partial<FilterContext>) => FilterFinding | undefined {
  const compiled = compileFilters({ rules }, new Re2PatternCompiler());
  if (!compiled.ok) throw new Error(compiled.fault);
  const nothing = { echoes: () => ({ byOne: 0, byMany: 0 }), mayLink: false };
  return (text, context) => compiled.filters.judge(text, { ...nothing, ...context });
}

/** Those of the texts in which one filter finds something. */
export function findingIn(test: FilterTest, texts: readonly string[]): string[] {
  const judge = judging(refusing(test));
  return texts.filter((text) => judge(text) !== undefined);
}
