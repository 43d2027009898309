import type { DomainEvents } from "../ports/domain-events.ts";
import type { NodeSync } from "./node-sync.ts";

/** Publishes this node's domain events to the other nodes. (SPEC LOG6) */
export function publishEvents(
  events: DomainEvents,
  nodeSync: Pick<NodeSync, "publish" | "publishCommitted">,
): void {
  events.on("entries-committed", (batches) => nodeSync.publishCommitted(batches));
  events.on("entries-trimmed", (trimmed) => nodeSync.publish({ kind: "trimmed", trimmed }));
  events.on("policy-changed", ({ streamId, version }) =>
    nodeSync.publish({ kind: "policy", streamId, version }),
  );
  events.on("channel-changed", ({ channelId, version }) =>
    nodeSync.publish({ kind: "channel", channelId, version }),
  );
  events.on("review-changed", ({ streamId }) => nodeSync.publish({ kind: "staff-news", streamId }));
  events.on("message-rejected", (rejected) =>
    nodeSync.publish({ kind: "message-rejected", ...rejected }),
  );
  events.on("link-permitted", ({ streamId, userId }) =>
    nodeSync.publish({ kind: "link-permit", streamId, userId }),
  );
  events.on("link-permit-used", ({ streamId, userId }) =>
    nodeSync.publish({ kind: "link-permit", streamId, userId, used: true }),
  );
  events.on("reserved-name-changed", (change) =>
    nodeSync.publish({ kind: "reserved-name", change }),
  );
  events.on("session-ended", ({ sessionId }) =>
    nodeSync.publish({ kind: "session-ended", sessionId }),
  );
  events.on("presence-changed", ({ event, notice }) =>
    nodeSync.publish({ kind: "presence", event, ...notice }),
  );
}
