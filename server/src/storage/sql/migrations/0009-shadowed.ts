import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** An index of messages that only their author sees: tombstones that still have their text. */
export const shadowed: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex("entries_shadowed")
      .on("entries")
      .columns(["stream_id", "user_id", "seq"])
      .where(sql.ref("kind"), "=", sql.lit("tombstone"))
      .where(sql.ref("body"), "is not", null)
      .execute();
  },
};
