import type { FilterAction, FilterRule } from "./filter-requests.ts";

/** What a filter tests: a rule without the common fields. (SPEC FI4–FI9) */
export type FilterTest = TestOf<FilterRule>;
type TestOf<Rule> = Rule extends unknown ? Omit<Rule, "id" | "action" | "reason"> : never;

/** The filters of a stream; the first one with a finding decides. (SPEC FI2) */
export interface FilterSet {
  rules: FilterRule[];
}

/** A filter's finding. (SPEC FI11) */
export interface FilterFinding {
  /** The id of the rule. */
  rule: string;
  kind: FilterTest["kind"];
  action: FilterAction;
  reason?: string;
  /** The place in the text in UTF-16 units, if the finding has one. */
  found?: { from: number; to: number };
  /** Set where the rule is the channel's. (SPEC CH8) */
  scope?: "channel";
}
