import type { FilterAction, FilterRule } from "./filter-requests.ts";

/** What a filter looks for: a rule without what all rules have. (SPEC FI4–FI9) */
export type FilterTest = TestOf<FilterRule>;
type TestOf<Rule> = Rule extends unknown ? Omit<Rule, "id" | "action" | "reason"> : never;

/** The filters of a stream; the first that finds something decides. (SPEC FI2) */
export interface FilterSet {
  rules: FilterRule[];
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
