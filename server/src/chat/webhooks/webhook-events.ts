import type { AuditRecord, Entry } from "#protocol";
import { toChatMessage } from "../streams/log-window.ts";
import type { CursorEvents } from "./webhook-store.ts";
import type { Webhook, WebhookEvent, WebhookEventType } from "./webhook.ts";

/** Converts what happened in a stream into webhook events. (SPEC WH2) */
export function toWebhookEvents(streamId: string, { items }: CursorEvents): WebhookEvent[] {
  return items.flatMap((item) =>
    "entry" in item ? (toEvent(streamId, item.entry) ?? []) : toActionEvent(item.record),
  );
}

/** Whether a webhook subscribes to an event. */
export function wants({ events, streams }: Webhook, streamId: string, type?: WebhookEventType) {
  return (!streams || streams.includes(streamId)) && (!type || !events || events.includes(type));
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
