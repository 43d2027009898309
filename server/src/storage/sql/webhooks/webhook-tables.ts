import type { Generated } from "kysely";

/* The tables of webhooks. Times are in ms since 1970. */

export interface WebhookTables {
  webhooks: WebhooksTable;
  webhook_lanes: WebhookLanesTable;
}

export interface WebhooksTable {
  id: string;
  url: string;
  secret: string;
  /** JSON of a list; null for all. */
  events: string | null;
  streams: string | null;
  channels: string | null;
}

/** How far a webhook has received a stream or a channel; without a row, nothing yet. */
export interface WebhookLanesTable {
  webhook_id: string;
  /** A stream's id, or a channel's key. */
  stream_id: string;
  seq: Generated<number>;
  actions: Generated<number>;
  /** Where the failed delivery ended. */
  up_to_seq: number | null;
  up_to_actions: number | null;
  attempts: Generated<number>;
  failing_since: number | null;
  /** Time of the next attempt. */
  next_at: Generated<number>;
  parked_at: number | null;
  last_error: string | null;
  /** The node that currently holds the cursor, and until when. */
  lease_by: string | null;
  lease_until: Generated<number>;
}
