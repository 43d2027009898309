import type { Append, AppendResult } from "../ports/append.ts";
import { isChannelKey } from "../ports/channel-key.ts";
import type { DomainEvents } from "../ports/domain-events.ts";
import type { Rooms } from "../streams/rooms.ts";

export interface PublishCommittedPorts {
  readonly rooms: Pick<Rooms, "showCommitted">;
  readonly events: DomainEvents;
}

/**
 * Shows entries committed on this node to their rooms, and emits the events that follow from them.
 * (SPEC LOG1, LOG6, MO12)
 */
export function publishCommitted(
  { rooms, events }: PublishCommittedPorts,
  batch: readonly Append[],
  results: readonly AppendResult[],
): void {
  events.emit("entries-committed", rooms.showCommitted(batch, results));
  const versions = new Map<string, number>();
  const channels = new Map<string, number>();
  const reviewed = new Set<string>();
  results.forEach((result, i) => {
    const { streamId } = batch[i]!;
    if (result.outcome === "done") {
      const { kind, person, message, detail, channelId } = result.record;
      if (channelId !== undefined) channels.set(channelId, result.channelVersion);
      if (isChannelKey(streamId)) return;
      versions.set(streamId, result.policyVersion);
      if (kind === "permit-link" && person)
        events.emit("link-permitted", { streamId, userId: person.userId });
      // Nobody is notified about shadowed messages. (SPEC HE6)
      if (kind === "reject" && person && message && detail?.["why"] === "filter")
        events.emit("message-rejected", { streamId, id: message.id, userId: person.userId });
    }
    if ("dropped" in result)
      for (const dropped of result.dropped ?? [])
        events.emit("message-rejected", { streamId, ...dropped });
    if (result.outcome === "held") events.emit("message-held", { streamId });
    if (["done", "held", "withdrawn"].includes(result.outcome)) reviewed.add(streamId);
    if (result.outcome === "appended" && result.entry.kind === "shadowed") reviewed.add(streamId);
  });
  for (const [streamId, version] of versions) events.emit("policy-changed", { streamId, version });
  for (const [channelId, version] of channels)
    events.emit("channel-changed", { channelId, version });
  for (const streamId of reviewed) events.emit("review-changed", { streamId });
  events.emit("appends-committed", batch);
}
