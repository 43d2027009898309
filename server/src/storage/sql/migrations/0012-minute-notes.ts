import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { SqlDialect } from "../sql-dialect.ts";

/** What nodes note about a stream in each minute with viewers. */
export const minuteNotes = (dialect: SqlDialect): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("minute_notes")
      .addColumn("stream_id", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("node_id", "text", (column) => column.notNull())
      .addColumn("viewers", "bigint", (column) => column.notNull())
      .addColumn("held", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("minute_notes_pk", ["stream_id", "at", "node_id"])
      .$call((table) => (dialect.clustered ? table.modifyEnd(dialect.clustered) : table))
      .execute();
    // For deleting by age.
    await db.schema.createIndex("minute_notes_by_at").on("minute_notes").column("at").execute();
  },
});
