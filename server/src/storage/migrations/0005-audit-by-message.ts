import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Finds what staff did to a message: when it is deleted, its text leaves the audit log. */
export const auditByMessage: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex("actions_by_message")
      .on("actions")
      .columns(["stream_id", "message_id"])
      .where(sql.ref("message_id"), "is not", null)
      .execute();
    // What was deleted before stayed in the audit log. By the builder, which names the schema.
    const tables = db as Kysely<Record<"actions" | "entries", Record<string, string | null>>>;
    await tables
      .updateTable("actions")
      .set({ message_text: null })
      .where("message_text", "is not", null)
      .where("kind", "in", ["pin", "approve", "dismiss", "undo"])
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom("entries")
            .select("entries.id")
            .whereRef("entries.stream_id", "=", "actions.stream_id")
            .whereRef("entries.id", "=", "actions.message_id")
            .where("entries.kind", "=", "tombstone"),
        ),
      )
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom("actions as removed")
              .select("removed.id")
              .whereRef("removed.stream_id", "=", "actions.stream_id")
              .whereRef("removed.message_id", "=", "actions.message_id")
              .where("removed.kind", "=", "remove"),
          ),
        ),
      )
      .execute();
  },
};
