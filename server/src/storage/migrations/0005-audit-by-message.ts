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
    // What was deleted before stayed in the audit log.
    await sql`
      update actions set message_text = null
      where message_text is not null and kind in ('pin', 'approve', 'dismiss', 'undo') and exists (
        select 1 from entries
        where entries.stream_id = actions.stream_id and entries.id = actions.message_id
          and entries.kind = 'tombstone'
          and not exists (
            select 1 from actions as removed
            where removed.stream_id = actions.stream_id and removed.message_id = actions.message_id
              and removed.kind = 'remove'
          )
      )`.execute(db);
  },
};
