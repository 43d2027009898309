import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The retention mark, which starts at the time of the newest entry. */
export const retentionMark: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("retention_mark")
      .addColumn("id", "bigint", (column) => column.primaryKey())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("moved_at", "bigint", (column) => column.notNull())
      .execute();
    const tables = db as Kysely<{
      streams: { last_at: number };
      retention_mark: { id: number; at: number; moved_at: number };
    }>;
    const { newest } = await tables
      .selectFrom("streams")
      .select(sql<number | null>`max(last_at)`.as("newest"))
      .executeTakeFirstOrThrow();
    if (newest)
      await tables
        .insertInto("retention_mark")
        .values({ id: 1, at: newest, moved_at: 0 })
        .execute();
  },
};
