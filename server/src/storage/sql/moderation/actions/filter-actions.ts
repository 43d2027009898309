import { isOwner } from "../../../../chat/participants/roles.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ScopeContext } from "./action-context.ts";

/** Replaces the filters. (SPEC FI12) */
export async function setFilters(
  context: ScopeContext<ActionOf<"set-filters">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { scope, append, action } = context;
  if (!isOwner(append.actor)) return "forbidden";
  const { rules } = action;
  const undo = { filters: { before: scope.filters } };
  applyFilters(context, rules.length > 0 ? JSON.stringify({ rules }) : null);
  // The words themselves are visible only to people who may read the filters.
  const detail = { rules: rules.map(({ id, kind }) => ({ id, kind })) };
  return { detail, slot: "filters", undo };
}

/** Makes filters hold, for the policy. */
export function applyFilters({ scope }: Pick<ScopeContext, "scope">, filters: string | null): void {
  scope.filters = filters;
  scope.bumpPolicyVersion();
}
