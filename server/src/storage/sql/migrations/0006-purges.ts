import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Purges as cut-offs, whose texts are erased in steps; and client ids that make actions repeatable.
 */
export const purges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("purges")
      .addColumn("stream_id", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) => column.notNull())
      .addColumn("seq", "bigint", (column) => column.notNull())
      .addColumn("erase_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("purges_pk", ["stream_id", "user_id", "seq"])
      .execute();
    await db.schema.createIndex("purges_by_erase_at").on("purges").column("erase_at").execute();
    // For messages that were removed individually, and keep their author.
    await db.schema
      .createIndex("entries_tombstones_by_author")
      .on("entries")
      .columns(["user_id", "stream_id", "seq"])
      .where(sql.ref("kind"), "=", sql.lit("tombstone"))
      .where(sql.ref("user_id"), "is not", null)
      .execute();
    await db.schema
      .alterTable("streams")
      .addColumn("purged_seq", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    for (const name of ["client_id", "request_hash"])
      await db.schema.alterTable("actions").addColumn(name, "text").execute();
    await db.schema
      .createIndex("actions_by_client_id")
      .on("actions")
      .columns(["stream_id", "client_id"])
      .where(sql.ref("client_id"), "is not", null)
      .execute();
  },
};
