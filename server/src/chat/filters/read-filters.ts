import { accept, type FilterFinding, type FilterSet, type Result, type TryFilter } from "#protocol";
import type { Chat } from "../chat.ts";
import type { Connection } from "../connection.ts";
import { staffOf } from "../moderation/read-staff-pages.ts";

/** Reads a stream's filters. (SPEC FI13) */
export async function loadFilters(
  chat: Chat,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<FilterSet>> {
  const staff = await staffOf(chat, connection, streamId);
  return staff.ok ? accept(filtersOf(chat, streamId)) : staff;
}

/** Tells which rule would act on a text, of those that are or of those that are to be. (SPEC FI13) */
export async function tryFilter(
  chat: Chat,
  connection: Connection,
  { streamId, text, rules }: TryFilter,
): Promise<Result<{ finding?: FilterFinding }>> {
  const staff = await staffOf(chat, connection, streamId);
  if (!staff.ok) return staff;
  return chat.filters.tryOut(rules ?? filtersOf(chat, streamId).rules, text);
}

function filtersOf(chat: Chat, streamId: string): FilterSet {
  const json = chat.policies.get(streamId)?.filters;
  return json === undefined ? { rules: [] } : (JSON.parse(json) as FilterSet);
}
