import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Chat sessions, and the reserved names of staff. */
export const identityMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("chat_sessions")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("request", "text", (column) => column.notNull().unique())
      .addColumn("origin", "text", (column) => column.notNull())
      .addColumn("person", "text", (column) => column.notNull())
      .addColumn("handle_hash", "text", (column) => column.notNull())
      .addColumn("previous_hash", "text")
      .addColumn("rotated_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("staff_names")
      .addColumn("skeleton", "text", (column) => column.primaryKey())
      .addColumn("user_id", "text", (column) => column.notNull())
      .execute();
  },
};
