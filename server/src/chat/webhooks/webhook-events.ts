import type { AuditRecord, Entry } from "#protocol";
import { toChatMessage } from "../streams/log-window.ts";
import type { CursorEvents } from "./webhook-store.ts";
import type { Webhook, WebhookEvent, WebhookEventType } from "./webhook.ts";

/** What happened in a stream, as webhooks are told. (SPEC WH2) */
export function toWebhookEvents(streamId: string, { items }: CursorEvents): WebhookEvent[] {
  return items.flatMap((item) =>
    "entry" in item ? (toEvent(streamId, item.entry) ?? []) : toActionEvent(item.record),
  );
}

/** Whether a webhook is to be told of something. */
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
    // It was removed before anybody was told of it.
    case "tombstone":
      return undefined;
  }
}

/** An action without the text of the message that it was done to: that was removed, or never seen. (SPEC LOG5, HE1) */
function toActionEvent({ message, undoable: _, ...record }: AuditRecord): WebhookEvent {
  return {
    id: record.id,
    type: "action.done",
    timestamp: record.atMs,
    data: { ...record, ...(message && { message: { id: message.id } }) },
  };
}
