import { sql } from "kysely";
import type { Webhook } from "../../../chat/webhooks/webhook.ts";
import type { Database } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { channelHeads, streamHeads, type Heads } from "./subscribed-heads.ts";

/** The keys of channels and streams with events to deliver to a webhook now. (SPEC WH3) */
export async function findBehind(
  db: Database,
  dialect: SqlDialect,
  webhook: Webhook,
  limit: number,
): Promise<string[]> {
  const found: string[] = [];
  for (const heads of [channelHeads(db, webhook), streamHeads(db, webhook)])
    if (found.length < limit)
      found.push(...(await behind(db, dialect, webhook.id, heads, limit - found.length)));
  return found;
}

async function behind(
  db: Database,
  { nowMs }: SqlDialect,
  webhookId: string,
  heads: Heads,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom(heads)
    .leftJoin("webhook_lanes as cursor", (join) =>
      join.onRef("cursor.stream_id", "=", "head.key").on("cursor.webhook_id", "=", webhookId),
    )
    .select("head.key")
    .where((eb) =>
      eb.or([
        eb("head.seq", ">", eb.fn.coalesce("cursor.seq", sql.lit(0))),
        eb("head.actions", ">", eb.fn.coalesce("cursor.actions", sql.lit(0))),
      ]),
    )
    .where("cursor.parked_at", "is", null)
    .where((eb) => eb.or([eb("cursor.stream_id", "is", null), eb("cursor.next_at", "<=", nowMs)]))
    .limit(limit)
    .execute();
  return rows.map(({ key }) => key);
}
