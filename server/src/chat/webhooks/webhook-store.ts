import type { AuditRecord, Entry } from "#protocol";
import type { SignedWebhook, WebhookTrouble } from "./webhook.ts";

/** How far a webhook has been told of a stream: entries of its log, and lines of its audit log. */
export interface CursorPosition {
  seq: number;
  actions: number;
}

/** What is told to one webhook of one stream, one after another. (SPEC WH3) */
export interface DeliveryCursor {
  webhookId: string;
  streamId: string;
  position: CursorPosition;
  /** Where a delivery that failed ended: the next attempt is of the same. */
  upTo?: CursorPosition;
  attempts: number;
  /** Since when it fails, by the store's clock. */
  failingSinceMs?: number;
  /** The store's clock when it was taken. */
  nowMs: number;
}

/** Whether a cursor is somebody's now; if not, when to ask again, unless it is parked. */
export type ClaimResult =
  | { outcome: "claimed"; cursor: DeliveryCursor }
  | { outcome: "waits"; ms: number }
  | { outcome: "parked" };

/** What a stream's logs have behind a place, in the order in which it happened. */
export interface CursorEvents {
  /** Changes with the log: another epoch has other entries. */
  epoch: string;
  items: ({ entry: Entry } | { record: AuditRecord })[];
  /** Where they end. */
  to: CursorPosition;
  /** Whether there is more behind. */
  more: boolean;
}

export interface DeliveryFailure {
  to: CursorPosition;
  retryAfterMs: number;
  parked: boolean;
  error: string;
}

/**
 * Keeps webhooks, and how far each was told of each stream.
 *
 * There is no outbox: the log and the audit log are in the database when a message is
 * acknowledged, and a cursor is a place in them. So nothing is written for a webhook when
 * something is appended, and what a killed server did not tell is told by the next.
 *
 * Every method may reject with a `StoreError`.
 */
export interface WebhookStore {
  all(): Promise<SignedWebhook[]>;
  /**
   * Keeps a webhook, new or changed. It is told of what is committed from now on; of the
   * streams that it was told of before, from where it was.
   */
  put(webhook: SignedWebhook): Promise<void>;
  /** False if there was none. */
  delete(id: string): Promise<boolean>;
  /** Streams of which a webhook is to be told something now, `limit` at most. */
  streamsBehind(webhookId: string, limit: number): Promise<string[]>;
  /** Takes a cursor for a while; nobody else gets it meanwhile. */
  claim(webhookId: string, streamId: string, holder: string, leaseMs: number): Promise<ClaimResult>;
  readNext(
    cursor: Pick<DeliveryCursor, "streamId" | "position" | "upTo">,
    limit: number,
  ): Promise<CursorEvents>;
  /** Notes how far a cursor has come, and keeps it for a while or, with 0, lets it go; false if it is another's by now. */
  advance(
    cursor: DeliveryCursor,
    holder: string,
    to: CursorPosition,
    leaseMs: number,
  ): Promise<boolean>;
  /** Notes that a delivery failed, and lets the cursor go. */
  fail(cursor: DeliveryCursor, holder: string, failure: DeliveryFailure): Promise<void>;
  /** The cursors that fail or are parked, `limit` at most. */
  readTroubles(webhookId: string, limit: number): Promise<WebhookTrouble[]>;
  /** Lets every cursor of a webhook be tried at once. */
  resume(webhookId: string): Promise<void>;
}
