import { isOwner } from "../../chat/moderation/authority.ts";
import type { ActionOf, Deed, Refused, Work } from "./deed.ts";

/** Puts other filters in the place of those that there are. (SPEC FI12) */
export async function setFilters(work: Work<ActionOf<"set-filters">>): Promise<Deed | Refused> {
  const { stream, append, action } = work;
  if (!isOwner(append.actor)) return "forbidden";
  const { rules } = action;
  const undo = { filters: { before: stream.filters } };
  putFilters(work, rules.length > 0 ? JSON.stringify({ rules }) : null);
  // The words themselves are for whoever looks at the filters.
  const detail = { rules: rules.map(({ id, kind }) => ({ id, kind })) };
  return { detail, slot: "filters", undo };
}

/** Makes filters hold, for the policy. */
export function putFilters({ stream }: Pick<Work, "stream">, filters: string | null): void {
  stream.filters = filters;
  stream.raisePolicy();
}
