import type { AuditRecord } from "#protocol";
import { applyPermit } from "../moderation/filters/claim-link-permit.ts";
import type { Chat } from "../chat.ts";
import type { Append, AppendResult } from "../ports/append.ts";

/** Shows what was committed here, on this node and on the others. (SPEC LOG1, LOG6, MO12) */
export function publishCommitted(
  chat: Pick<Chat, "rooms" | "policies" | "nodeSync" | "staffNotifier" | "linkPermits" | "clock">,
  batch: readonly Append[],
  results: readonly AppendResult[],
): void {
  const { rooms, policies, nodeSync, staffNotifier } = chat;
  nodeSync.publishCommitted(rooms.showCommitted(batch, results));
  const versions = new Map<string, number>();
  const news = new Set<string>();
  results.forEach((result, i) => {
    const { streamId } = batch[i]!;
    if (result.outcome === "done") versions.set(streamId, result.policyVersion);
    if (result.outcome === "done") applyRecord(chat, result.record);
    if (["done", "held", "withdrawn"].includes(result.outcome)) news.add(streamId);
    if (result.outcome === "appended" && result.entry.kind === "shadowed") news.add(streamId);
  });
  for (const [streamId, version] of versions) {
    policies.noteVersion(streamId, version);
    nodeSync.publish({ kind: "policy", streamId, version });
  }
  for (const streamId of news) noteReviewNews({ nodeSync, staffNotifier }, streamId);
}

/** Takes note of what nodes remember, and the store does not. */
function applyRecord(
  chat: Pick<Chat, "nodeSync" | "linkPermits" | "clock">,
  { kind, streamId, person }: AuditRecord,
): void {
  if (kind !== "permit-link" || !person) return;
  const { userId } = person;
  applyPermit(chat, { streamId, userId });
  chat.nodeSync.publish({ kind: "link-permit", streamId, userId });
}

/** Takes note, here and on other nodes, that there is news for a stream's staff. (SPEC MO11) */
export function noteReviewNews(
  { nodeSync, staffNotifier }: Pick<Chat, "nodeSync" | "staffNotifier">,
  streamId: string,
): void {
  staffNotifier.note(streamId);
  nodeSync.publish({ kind: "staff-news", streamId });
}
