import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * What holds above one stream. A channel's sanctions, staff and audit log are in the tables of
 * streams, under a key that no stream can have. (SPEC CH1)
 */
export const channels: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("channels")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("name", "text")
      .addColumn("policy_version", "bigint", (column) => column.notNull().defaultTo(0))
      .addColumn("actions", "bigint", (column) => column.notNull().defaultTo(0))
      .addColumn("mode", "text")
      .addColumn("filters", "text")
      .execute();
    // Where it was done, of what was done to a channel.
    await db.schema.alterTable("actions").addColumn("in_stream", "text").execute();
  },
};
