import { isOwner } from "../../../../chat/participants/roles.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ActionContext } from "./action-context.ts";

/** Puts other filters in the place of those that there are. (SPEC FI12) */
export async function setFilters(
  context: ActionContext<ActionOf<"set-filters">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { stream, append, action } = context;
  if (!isOwner(append.actor)) return "forbidden";
  const { rules } = action;
  const undo = { filters: { before: stream.filters } };
  applyFilters(context, rules.length > 0 ? JSON.stringify({ rules }) : null);
  // The words themselves are for whoever looks at the filters.
  const detail = { rules: rules.map(({ id, kind }) => ({ id, kind })) };
  return { detail, slot: "filters", undo };
}

/** Makes filters hold, for the policy. */
export function applyFilters(
  { stream }: Pick<ActionContext, "stream">,
  filters: string | null,
): void {
  stream.filters = filters;
  stream.bumpPolicyVersion();
}
