import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** An index of actions by message: when a message is deleted, its text leaves the audit log. */
export const auditByMessage: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex("actions_by_message")
      .on("actions")
      .columns(["stream_id", "message_id"])
      .where(sql.ref("message_id"), "is not", null)
      .execute();
  },
};
