import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The columns that this migration reads and writes. */
interface Tables {
  webhooks: { id: string; streams: string | null };
  channels: { id: string; actions: number };
  webhook_lanes: { webhook_id: string; stream_id: string; actions: number };
}

/**
 * Webhooks receive what is done to channels. Those that exist receive it from now on, and not what
 * was done before. (SPEC WH1)
 */
export const webhookChannels: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    await db.schema.alterTable("webhooks").addColumn("channels", "text").execute();
    await db
      .insertInto("webhook_lanes")
      .columns(["webhook_id", "stream_id", "actions"])
      .expression(
        db
          .selectFrom("webhooks")
          .crossJoin("channels")
          .where("webhooks.streams", "is", null)
          .select([
            "webhooks.id as webhook_id",
            sql<string>`channels.id || ':*'`.as("stream_id"),
            "channels.actions",
          ]),
      )
      .execute();
  },
};
