import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Webhooks, and how far each has received each stream. */
export const webhooks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("webhooks")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("url", "text", (column) => column.notNull())
      .addColumn("secret", "text", (column) => column.notNull())
      .addColumn("events", "text")
      .addColumn("streams", "text")
      .execute();
    await db.schema
      .alterTable("actions")
      .addColumn("log_seq", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    let cursors = db.schema
      .createTable("webhook_lanes")
      .addColumn("webhook_id", "text", (column) => column.notNull())
      .addColumn("stream_id", "text", (column) => column.notNull());
    for (const name of ["seq", "actions", "attempts", "next_at", "lease_until"])
      cursors = cursors.addColumn(name, "bigint", (column) => column.notNull().defaultTo(0));
    for (const name of ["up_to_seq", "up_to_actions", "failing_since", "parked_at"])
      cursors = cursors.addColumn(name, "bigint");
    await cursors
      .addColumn("lease_by", "text")
      .addColumn("last_error", "text")
      .addPrimaryKeyConstraint("webhook_lanes_pk", ["webhook_id", "stream_id"])
      .execute();
  },
};
