import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The names of staff, reserved where they are staff. (SPEC ID7)
 *
 * Existing names go to the streams to which their owners were appointed, or in which they wrote as
 * staff. Others are reserved again when their owners connect.
 */
export const reservedNames: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("reserved_names")
      .addColumn("scope", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) => column.notNull())
      .addColumn("skeleton", "text", (column) => column.notNull())
      .addColumn("appointed", "integer", (column) => column.notNull())
      .addColumn("seen_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("reserved_names_pk", ["scope", "user_id"])
      .addUniqueConstraint("reserved_names_by_skeleton", ["scope", "skeleton"])
      .execute();
    const tables = db as Kysely<Record<string, Record<string, unknown>>>;
    const nowMs = sql.lit(Date.now());
    const columns = ["scope", "user_id", "skeleton", "appointed", "seen_at"];
    const sources: [table: string, roles: string[], appointed: number][] = [
      ["stream_staff", ["moderator"], 1],
      ["entries", ["owner", "moderator"], 0],
    ];
    for (const [table, roles, appointed] of sources)
      await tables
        .insertInto("reserved_names")
        .columns(columns)
        .expression((from) =>
          from
            .selectFrom("staff_names")
            .innerJoin(table, `${table}.user_id`, "staff_names.user_id")
            .where(`${table}.role`, "in", roles)
            .select([`${table}.stream_id`, "staff_names.user_id", "staff_names.skeleton"])
            .select([sql.lit(appointed).as("appointed"), nowMs.as("seen_at")])
            .distinct(),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    await db.schema.dropTable("staff_names").execute();
  },
};
