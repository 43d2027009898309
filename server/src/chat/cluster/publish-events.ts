import type { Entry } from "#protocol";
import type { DomainEvents } from "../ports/domain-events.ts";
import type { LogBatch, LogEntry } from "../ports/log-entry.ts";
import type { NodeBus } from "../ports/node-bus.ts";
import type { NodeMessage } from "../ports/node-message.ts";

/** Publishes this node's domain events to the other nodes. (SPEC LOG6) */
export function publishEvents(events: DomainEvents, bus: Pick<NodeBus, "publish">): void {
  events.on("entries-committed", (batches) => {
    for (const batch of batches) bus.publish(toMessage(batch));
  });
  events.on("entries-trimmed", (trimmed) => bus.publish({ kind: "trimmed", trimmed }));
  events.on("policy-changed", ({ streamId, version }) =>
    bus.publish({ kind: "policy", streamId, version }),
  );
  events.on("channel-changed", ({ channelId, version }) =>
    bus.publish({ kind: "channel", channelId, version }),
  );
  events.on("review-changed", ({ streamId }) => bus.publish({ kind: "staff-news", streamId }));
  events.on("message-rejected", (rejected) =>
    bus.publish({ kind: "message-rejected", ...rejected }),
  );
  events.on("link-permitted", ({ streamId, userId }) =>
    bus.publish({ kind: "link-permit", streamId, userId }),
  );
  events.on("link-permit-used", ({ streamId, userId }) =>
    bus.publish({ kind: "link-permit", streamId, userId, used: true }),
  );
  events.on("reserved-name-changed", (change) => bus.publish({ kind: "reserved-name", change }));
  events.on("session-ended", ({ sessionId }) => bus.publish({ kind: "session-ended", sessionId }));
  events.on("presence-changed", ({ event, notice }) =>
    bus.publish({ kind: "presence", event, ...notice }),
  );
}

/** Nodes read shadowed entries from the store; an older node would show them to everyone. */
function toMessage({ streamId, epoch, entries }: LogBatch): NodeMessage {
  return isForAll(entries)
    ? { kind: "entries", streamId, epoch, entries }
    : { kind: "committed", streamId, epoch, seq: entries.at(-1)!.seq };
}

function isForAll(entries: LogEntry[]): entries is Entry[] {
  return entries.every(({ kind }) => kind !== "shadowed");
}
