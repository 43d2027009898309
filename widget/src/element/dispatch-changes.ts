import { tell } from "./live-chat-events.ts";
import type { ChatSnapshot } from "../client/index.ts";

/** Dispatches the events for the changes between two snapshots of a chat. */
export function dispatchChanges(from: EventTarget, before: ChatSnapshot, now: ChatSnapshot): void {
  const { connection, streamId } = now;
  if (connection !== before.connection) {
    tell(from, "live-chat-status-changed", { connection });
    if (connection.status === "live" && !before.me) tell(from, "live-chat-ready", { streamId });
  }
  for (const { clientId, text, status, error, reason } of now.pending) {
    if (status !== "failed" || !error) continue;
    const earlier = before.pending.find((message) => message.clientId === clientId);
    if (earlier?.status !== "failed")
      tell(from, "live-chat-message-failed", { text, error, reason });
  }
}
