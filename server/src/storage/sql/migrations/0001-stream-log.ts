import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { SqlDialect } from "../sql-dialect.ts";

/** Streams, their entries, and the secrets that a server generates. */
export const streamLog = (dialect: SqlDialect): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("streams")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("epoch", "text", (column) => column.notNull())
      .addColumn("first_seq", "bigint", (column) => column.notNull().defaultTo(1))
      .addColumn("last_seq", "bigint", (column) => column.notNull().defaultTo(0))
      .addColumn("last_at", "bigint", (column) => column.notNull().defaultTo(0))
      .execute();

    await db.schema
      .createTable("entries")
      .addColumn("stream_id", "text", (column) => column.notNull().references("streams.id"))
      .addColumn("seq", "bigint", (column) => column.notNull())
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("user_id", "text")
      .addColumn("client_id", "text")
      .addColumn("nickname", "text")
      .addColumn("avatar_url", "text")
      .addColumn("role", "text")
      .addColumn("body", "text")
      .addColumn("target_id", "text")
      .addColumn("target_seq", "bigint")
      .addPrimaryKeyConstraint("entries_pk", ["stream_id", "seq"])
      // Each message is written into every index, so there are as few as possible.
      .$call((table) => (dialect.clustered ? table.modifyEnd(dialect.clustered) : table))
      .execute();
    await db.schema
      .createIndex("entries_by_client_id")
      .on("entries")
      // In this order, the ids of a batch are found without their authors.
      .columns(["stream_id", "client_id", "user_id"])
      .unique()
      .where(sql.ref("client_id"), "is not", null)
      .execute();

    // For removing all messages of a person.
    await db.schema
      .createIndex("entries_by_author")
      .on("entries")
      .columns(["user_id", "stream_id"])
      .where(sql.ref("kind"), "=", sql.lit("message"))
      .execute();

    await db.schema
      .createTable("secrets")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("value", "text", (column) => column.notNull())
      .execute();
  },
});
