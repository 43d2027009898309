import type { AuditRecord, Entry } from "#protocol";
import type { SignedWebhook, Webhook, WebhookTrouble } from "./webhook.ts";

/** How far a webhook has received a stream: entries of its log, and lines of its audit log. */
export interface CursorPosition {
  seq: number;
  actions: number;
}

/**
 * The position of one webhook in one stream, or in one channel; its events are delivered in order.
 * (SPEC WH3)
 */
export interface DeliveryCursor {
  webhookId: string;
  /** A stream's id, or a channel's key: a channel has an audit log alone. */
  streamId: string;
  position: CursorPosition;
  /** Where a failed delivery ended: the next attempt sends the same events. */
  upTo?: CursorPosition;
  attempts: number;
  /** Time of the first failure, by the store's clock. */
  failingSinceMs?: number;
  /** The store's clock when the cursor was claimed. */
  nowMs: number;
}

/** Whether the cursor was claimed; if not, when to try again, unless it is suspended. */
export type ClaimResult =
  | { outcome: "claimed"; cursor: DeliveryCursor }
  | { outcome: "waits"; ms: number }
  | { outcome: "parked" };

/** Events of the logs after a position, in the order in which they happened. */
export interface CursorEvents {
  /** Names the log: at the same positions, another log has another one. */
  epoch: string;
  items: ({ entry: Entry } | { record: AuditRecord })[];
  /** The position after the events. */
  to: CursorPosition;
  /** Whether there are more events. */
  more: boolean;
}

export interface DeliveryFailure {
  to: CursorPosition;
  retryAfterMs: number;
  parked: boolean;
  error: string;
}

/**
 * Stores webhooks, and how far each has received each stream and each channel.
 *
 * There is no outbox: the log and the audit log are in the database when a message is acknowledged,
 * and a cursor is a position in them. So an append writes nothing for webhooks, and what a killed
 * server did not deliver is delivered by the next.
 *
 * Every method may reject with a `StoreError`.
 */
export interface WebhookStore {
  all(): Promise<SignedWebhook[]>;
  /**
   * Stores a new or changed webhook. It receives what is committed from now on; in streams that it
   * received before, it continues from its cursor.
   */
  put(webhook: SignedWebhook): Promise<void>;
  /** False if there is no such webhook. */
  delete(id: string): Promise<boolean>;
  /** Streams and channels with events that the webhook receives now, at most `limit`. */
  findBehind(webhook: Webhook, limit: number): Promise<string[]>;
  /** Claims a cursor for a time; nobody else can claim it meanwhile. */
  claim(webhookId: string, streamId: string, holder: string, leaseMs: number): Promise<ClaimResult>;
  readNext(
    cursor: Pick<DeliveryCursor, "streamId" | "position" | "upTo">,
    limit: number,
  ): Promise<CursorEvents>;
  /**
   * Records a cursor's progress, and keeps the claim for a time or, with 0, releases it; false if
   * somebody else holds it by now.
   */
  advance(
    cursor: DeliveryCursor,
    holder: string,
    to: CursorPosition,
    leaseMs: number,
  ): Promise<boolean>;
  /** Records a failed delivery, and releases the cursor. */
  fail(cursor: DeliveryCursor, holder: string, failure: DeliveryFailure): Promise<void>;
  /** The cursors that fail or are suspended, at most `limit`. */
  readTroubles(webhookId: string, limit: number): Promise<WebhookTrouble[]>;
  /** Makes every cursor of a webhook due at once. */
  resume(webhookId: string): Promise<void>;
}
