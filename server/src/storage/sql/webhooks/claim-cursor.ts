import { sql, type Selectable, type Transaction } from "kysely";
import type { ClaimResult } from "../../../chat/webhooks/webhook-store.ts";
import type { Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import type { WebhookLanesTable } from "./webhook-tables.ts";

export interface CursorClaim {
  webhookId: string;
  streamId: string;
  holder: string;
  leaseMs: number;
}

/** A node with a claim may finish early, or may have died. */
const LOOK_AGAIN_MS = 1_000;

/** Claims a due cursor that nobody holds; creates it for a new stream. (SPEC WH3) */
export async function claimCursor(
  trx: Transaction<Schema>,
  { nowMs }: SqlDialect,
  { webhookId, streamId, holder, leaseMs }: CursorClaim,
): Promise<ClaimResult> {
  const webhook = await trx
    .selectFrom("webhooks")
    .select(nowMs.as("now"))
    .where("id", "=", webhookId)
    .executeTakeFirst();
  if (!webhook) return { outcome: "parked" };
  await trx
    .insertInto("webhook_lanes")
    .values({ webhook_id: webhookId, stream_id: streamId })
    .onConflict((conflict) => conflict.columns(["webhook_id", "stream_id"]).doNothing())
    .execute();
  const row = await trx
    .updateTable("webhook_lanes")
    .set({ lease_by: holder, lease_until: sql<number>`${nowMs} + ${sql.lit(leaseMs)}` })
    .where("webhook_id", "=", webhookId)
    .where("stream_id", "=", streamId)
    .where("parked_at", "is", null)
    .where("next_at", "<=", nowMs)
    .where((eb) => eb.or([eb("lease_until", "<=", nowMs), eb("lease_by", "=", holder)]))
    .returningAll()
    .executeTakeFirst();
  if (row) return { outcome: "claimed", cursor: toCursor(row, webhook.now) };
  const held = await trx
    .selectFrom("webhook_lanes")
    .selectAll()
    .where("webhook_id", "=", webhookId)
    .where("stream_id", "=", streamId)
    .executeTakeFirst();
  if (!held || held.parked_at !== null) return { outcome: "parked" };
  const leasedMs = Math.min(held.lease_until - webhook.now, LOOK_AGAIN_MS);
  const ms = Math.max(held.next_at - webhook.now, leasedMs, 100);
  return { outcome: "waits", ms };
}

function toCursor(row: Selectable<WebhookLanesTable>, nowMs: number) {
  return {
    webhookId: row.webhook_id,
    streamId: row.stream_id,
    nowMs,
    attempts: row.attempts,
    position: { seq: row.seq, actions: row.actions },
    ...(row.up_to_seq !== null && {
      upTo: { seq: row.up_to_seq, actions: row.up_to_actions ?? row.actions },
    }),
    ...(row.failing_since !== null && { failingSinceMs: row.failing_since }),
  };
}
