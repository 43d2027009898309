import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Links that make people owners and moderators. */
export const invitations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("invitations")
      .addColumn("id", "text", (column) => column.primaryKey())
      // There is one open owner link: unique for that one, null for all others.
      .addColumn("slot", "text", (column) => column.unique())
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("stream_id", "text")
      .addColumn("secret_hash", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .addColumn("invited_by", "text")
      .addColumn("inviter_name", "text")
      .addColumn("user_id", "text")
      .execute();
    for (const column of ["stream_id", "invited_by", "user_id", "expires_at"] as const)
      await db.schema
        .createIndex(`invitations_by_${column}`)
        .on("invitations")
        .column(column)
        .execute();
  },
};
