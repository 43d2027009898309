import { isOwner } from "../../../../chat/participants/roles.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ActionContext } from "./action-context.ts";

/** Replaces the filters. (SPEC FI12) */
export async function setFilters(
  context: ActionContext<ActionOf<"set-filters">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { stream, append, action } = context;
  if (!isOwner(append.actor)) return "forbidden";
  const { rules } = action;
  const undo = { filters: { before: stream.filters } };
  applyFilters(context, rules.length > 0 ? JSON.stringify({ rules }) : null);
  // The words themselves are visible only to people who may read the filters.
  const detail = { rules: rules.map(({ id, kind }) => ({ id, kind })) };
  return { detail, slot: "filters", undo };
}

/** Stores filters, and updates the policy. */
export function applyFilters(
  { stream }: Pick<ActionContext, "stream">,
  filters: string | null,
): void {
  stream.filters = filters;
  stream.bumpPolicyVersion();
}
