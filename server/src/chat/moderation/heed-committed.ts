import type { AuditRecord } from "#protocol";
import { heedPermit } from "../filters/permit-link.ts";
import type { Chat } from "../chat.ts";
import type { Append, AppendResult } from "../ports.ts";

/** Shows what was committed here, on this node and on the others. (SPEC LOG1, LOG6, MO12) */
export function heedCommitted(
  chat: Pick<Chat, "rooms" | "policies" | "nodes" | "staffDesk" | "linkPermits" | "clock">,
  batch: readonly Append[],
  results: readonly AppendResult[],
): void {
  const { rooms, policies, nodes, staffDesk } = chat;
  nodes.tellCommitted(rooms.show(batch, results));
  const versions = new Map<string, number>();
  const news = new Set<string>();
  results.forEach((result, i) => {
    const { streamId } = batch[i]!;
    if (result.outcome === "done") versions.set(streamId, result.policyVersion);
    if (result.outcome === "done") heedRecord(chat, result.record);
    if (["done", "held", "withdrawn"].includes(result.outcome)) news.add(streamId);
    if (result.outcome === "appended" && result.entry.kind === "shadowed") news.add(streamId);
  });
  for (const [streamId, version] of versions) {
    policies.hear(streamId, version);
    nodes.tell({ kind: "policy", streamId, version });
  }
  for (const streamId of news) noteNews({ nodes, staffDesk }, streamId);
}

/** Takes note of what nodes remember, and the store does not. */
function heedRecord(
  chat: Pick<Chat, "nodes" | "linkPermits" | "clock">,
  { kind, streamId, person }: AuditRecord,
): void {
  if (kind !== "permit-link" || !person) return;
  const { userId } = person;
  heedPermit(chat, { streamId, userId });
  chat.nodes.tell({ kind: "link-permit", streamId, userId });
}

/** Takes note, here and on other nodes, that there is news for a stream's staff. (SPEC MO11) */
export function noteNews(
  { nodes, staffDesk }: Pick<Chat, "nodes" | "staffDesk">,
  streamId: string,
): void {
  staffDesk.note(streamId);
  nodes.tell({ kind: "staff-news", streamId });
}
