import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Chat sessions that end by a mark, which every node reads, and that are listed by person.
 *
 * Earlier sessions are ended: their handles were hashed without a server secret, so that renewing
 * it did not end them. People sign in once more.
 */
export const sessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable("chat_sessions").execute();
    await db.schema
      .createTable("chat_sessions")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("request", "text", (column) => column.notNull().unique())
      .addColumn("origin", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) => column.notNull())
      .addColumn("person", "text", (column) => column.notNull())
      .addColumn("handle_hash", "text", (column) => column.notNull())
      .addColumn("previous_hash", "text")
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("rotated_at", "bigint", (column) => column.notNull())
      .addColumn("ended_at", "bigint")
      .execute();
    for (const column of ["user_id", "ended_at", "rotated_at"] as const)
      await db.schema
        .createIndex(`chat_sessions_by_${column}`)
        .on("chat_sessions")
        .column(column)
        .execute();
  },
};
