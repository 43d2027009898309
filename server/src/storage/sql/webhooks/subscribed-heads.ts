import { OWN_CHANNEL } from "#protocol";
import { sql, type AliasedSelectQueryBuilder, type ExpressionBuilder } from "kysely";
import { channelKey } from "../../../chat/ports/channel-key.ts";
import { isLimited } from "../../../chat/webhooks/webhook-events.ts";
import type { Webhook } from "../../../chat/webhooks/webhook.ts";
import type { Database, Schema } from "../schema.ts";

/** A query of where logs end, by the keys of their streams or channels. */
export type Heads = AliasedSelectQueryBuilder<
  { key: string; seq: number; actions: number },
  "head"
>;

/** Where the logs end of the streams whose events a webhook receives. (SPEC WH1) */
export function streamHeads(db: Database, webhook: Webhook): Heads {
  const { streams = [], channels = [] } = webhook;
  const heads = db.selectFrom("streams").select(["id as key", "last_seq as seq", "actions"]);
  if (!isLimited(webhook)) return heads.as("head");
  return heads
    .where((eb) =>
      eb.or([
        ...(streams.length > 0 ? [eb("id", "in", streams)] : []),
        ...channels.map((channel) => isOfChannel(eb, channel)),
      ]),
    )
    .as("head");
}

/** Where the audit logs end of the channels whose events a webhook receives. */
export function channelHeads(db: Database, webhook: Webhook): Heads {
  const { channels = [] } = webhook;
  const heads = db
    .selectFrom("channels")
    .select([
      sql<string>`id || ${sql.lit(channelKey(""))}`.as("key"),
      sql<number>`0`.as("seq"),
      "actions",
    ]);
  if (!isLimited(webhook)) return heads.as("head");
  return heads
    .where((eb) => (channels.length > 0 ? eb("id", "in", channels) : sql<boolean>`1 = 0`))
    .as("head");
}

function isOfChannel(eb: ExpressionBuilder<Schema, "streams">, channel: string) {
  if (channel === OWN_CHANNEL) return eb.or([eb("id", "like", ":%"), eb("id", "not like", "%:%")]);
  // Not a range, because databases may ignore punctuation in comparisons.
  return eb(sql<string>`substr(id, 1, ${channel.length + 1})`, "=", `${channel}:`);
}
