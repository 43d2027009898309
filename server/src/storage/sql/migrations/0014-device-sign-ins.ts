import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Sign-ins that another device confirms. */
export const deviceSignIns: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("device_sign_ins")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("user_code", "text", (column) => column.notNull().unique())
      .addColumn("secret_hash", "text", (column) => column.notNull())
      .addColumn("origin", "text", (column) => column.notNull())
      .addColumn("app", "text")
      .addColumn("system", "text")
      .addColumn("network_hash", "text")
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .addColumn("decision", "text", (column) => column.notNull())
      .addColumn("user_id", "text")
      .addColumn("person", "text")
      .execute();
    for (const column of ["expires_at", "user_id"] as const)
      await db.schema
        .createIndex(`device_sign_ins_by_${column}`)
        .on("device_sign_ins")
        .column(column)
        .execute();
  },
};
