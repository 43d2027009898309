import { refuse, type FilterFinding, type FilterSet, type Result, type TryFilter } from "#protocol";
import type { Chat } from "../../chat.ts";
import type { Connection } from "../../participants/connection.ts";
import { staffOf } from "../staff-requests.ts";

/** Reads a stream's filters. (SPEC FI13) */
export async function loadFilters(
  chat: Chat,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<FilterSet>> {
  const staff = await staffOf(chat, connection, streamId);
  if (!staff.ok) return staff;
  const { caller, isGone } = staff.value;
  return chat.reads.read("staff-read", caller, () => filtersOf(chat, streamId), isGone);
}

/** Tells which rule would act on a text, of those that are or of those that are to be. (SPEC FI13) */
export async function tryFilter(
  chat: Chat,
  connection: Connection,
  { streamId, text, rules }: TryFilter,
): Promise<Result<{ finding?: FilterFinding }>> {
  const staff = await staffOf(chat, connection, streamId);
  if (!staff.ok) return staff;
  const { caller } = staff.value;
  const retryAfterMs = chat.limits.take("try-filter", caller, chat.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  return chat.filters.tryOut(rules ?? (await filtersOf(chat, streamId)).rules, text);
}

/** The filters of a stream, whether it is open here or not. */
export async function filtersOf(chat: Chat, streamId: string): Promise<FilterSet> {
  const policy =
    chat.policies.get(streamId) ??
    (await chat.moderation.readPolicy(streamId, Number.MAX_SAFE_INTEGER));
  return policy.filters === undefined ? { rules: [] } : (JSON.parse(policy.filters) as FilterSet);
}
