import { channelOf, type AuditRecord, type Entry } from "#protocol";
import { channelOfKey, isChannelKey } from "../ports/channel-key.ts";
import { toChatMessage } from "../streams/log-window.ts";
import type { CursorEvents } from "./webhook-store.ts";
import type { Webhook, WebhookEvent, WebhookEventType } from "./webhook.ts";

/** Converts what happened in a stream into webhook events. (SPEC WH2) */
export function toWebhookEvents(streamId: string, { items }: CursorEvents): WebhookEvent[] {
  return items.flatMap((item) =>
    "entry" in item ? (toEvent(streamId, item.entry) ?? []) : toActionEvent(item.record),
  );
}

/** Whether a webhook subscribes to an event of a stream, or of a channel by its key. (SPEC WH1) */
export function wants(webhook: Webhook, key: string, type?: WebhookEventType): boolean {
  const { events, streams = [], channels = [] } = webhook;
  if (type && events && !events.includes(type)) return false;
  if (!isLimited(webhook)) return true;
  const channelId = isChannelKey(key) ? channelOfKey(key) : channelOf(key);
  return channels.includes(channelId) || streams.includes(key);
}

/** Whether a webhook receives the events of some streams and channels alone. */
export function isLimited({ streams, channels }: Webhook): boolean {
  return streams !== undefined || channels !== undefined;
}

/** What names a stream, or a channel by its key, in a delivery. (SPEC WH2) */
export function nameOfKey(key: string): { streamId: string } | { channelId: string } {
  return isChannelKey(key) ? { channelId: channelOfKey(key) } : { streamId: key };
}

function toEvent(streamId: string, entry: Entry): WebhookEvent | undefined {
  const event = (type: WebhookEventType, data: object): WebhookEvent => ({
    id: entry.id,
    type,
    timestamp: entry.timestamp,
    data: { seq: entry.seq, ...data },
  });
  switch (entry.kind) {
    case "message":
      return event("message.created", toChatMessage(streamId, entry));
    case "removal":
      return event("message.removed", {
        messageId: entry.messageId,
        messageSeq: entry.messageSeq,
      });
    case "purge":
      return event("messages.purged", { userId: entry.userId });
    case "clear":
      return event("messages.cleared", {});
    case "restoration":
      return event("messages.restored", {
        undoes: entry.undoes,
        ...(entry.message && { message: toChatMessage(streamId, entry.message) }),
      });
    case "mode":
      return event("mode.changed", { mode: entry.mode });
    case "pin":
      return event("pin.changed", { pinned: entry.pinned });
    // The message was removed before the event was delivered.
    case "tombstone":
      return undefined;
  }
}

/** An action without the text of its message, which was removed or never shown. (SPEC LOG5, HE1) */
function toActionEvent({ message, undoable: _, ...record }: AuditRecord): WebhookEvent {
  return {
    id: record.id,
    type: "action.done",
    timestamp: record.atMs,
    data: { ...record, ...(message && { message: { id: message.id } }) },
  };
}
