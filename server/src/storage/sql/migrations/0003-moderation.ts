import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Moderation: state of streams, sanctions, and the audit log. */
export const moderation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await extendStreams(db);
    await createSanctions(db);
    await createActions(db);
    await createTexts(db);
    await createPeople(db);
  },
};

async function extendStreams(db: Kysely<unknown>): Promise<void> {
  for (const name of ["mode", "pinned", "before_shield", "filters"] as const)
    await db.schema.alterTable("streams").addColumn(name, "text").execute();
  for (const name of ["policy_version", "actions", "cleared_seq", "cleared_at", "buried_seq"])
    await db.schema
      .alterTable("streams")
      .addColumn(name, "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
  await db.schema
    .alterTable("streams")
    .addColumn("listed", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  // With the seq in it, a person's newest messages are found without reading all of them.
  await db.schema.dropIndex("entries_by_author").execute();
  await db.schema
    .createIndex("entries_by_author")
    .on("entries")
    .columns(["user_id", "stream_id", "seq"])
    .where(sql.ref("kind"), "=", sql.lit("message"))
    .execute();
}

async function createSanctions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sanctions")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("nickname", "text")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("until", "bigint")
    .addColumn("address_hash", "text")
    .addColumn("by_owner", "integer", (column) => column.notNull())
    .addColumn("action_id", "text", (column) => column.notNull())
    .addColumn("version", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("sanctions_pk", ["stream_id", "user_id"])
    .execute();
  await db.schema
    .createIndex("sanctions_by_version")
    .on("sanctions")
    .columns(["stream_id", "version"])
    .execute();
  await db.schema
    .createTable("stream_staff")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("stream_staff_pk", ["stream_id", "user_id"])
    .execute();
}

async function createActions(db: Kysely<unknown>): Promise<void> {
  let table = db.schema
    .createTable("actions")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("number", "bigint", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull());
  for (const name of [
    ...["by_user_id", "by_nickname", "by_role", "user_id", "nickname", "avatar_url"],
    ...["message_id", "message_text", "reason", "detail", "slot", "undo", "undone_by"],
  ])
    table = table.addColumn(name, "text");
  await table
    .addColumn("until", "bigint")
    .addPrimaryKeyConstraint("actions_pk", ["stream_id", "number"])
    .execute();
  await db.schema
    .createIndex("actions_by_person")
    .on("actions")
    .columns(["stream_id", "user_id", "number"])
    .execute();
  await db.schema
    .createIndex("actions_by_slot")
    .on("actions")
    .columns(["stream_id", "slot"])
    .where(sql.ref("slot"), "is not", null)
    .execute();
}

async function createTexts(db: Kysely<unknown>): Promise<void> {
  let removed = db.schema
    .createTable("removed_texts")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("removal_seq", "bigint", (column) => column.notNull())
    .addColumn("removed_at", "bigint", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("target_seq", "bigint");
  for (const name of ["client_id", "nickname", "avatar_url", "role", "body", "target_id"])
    removed = removed.addColumn(name, "text");
  await removed.addPrimaryKeyConstraint("removed_texts_pk", ["stream_id", "seq"]).execute();
  await db.schema
    .createIndex("removed_texts_by_removal")
    .on("removed_texts")
    .columns(["stream_id", "removal_seq"])
    .execute();
  await db.schema
    .createIndex("removed_texts_by_author")
    .on("removed_texts")
    .columns(["user_id", "stream_id"])
    .execute();

  let held = db.schema
    .createTable("held_messages")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("why", "text", (column) => column.notNull());
  for (const name of ["client_id", "rule", "nickname", "avatar_url", "role", "body", "reply_to"])
    held = held.addColumn(name, "text");
  await held.addPrimaryKeyConstraint("held_messages_pk", ["stream_id", "id"]).execute();
  await db.schema
    .createIndex("held_messages_by_client_id")
    .on("held_messages")
    .columns(["stream_id", "client_id", "user_id"])
    .unique()
    .where(sql.ref("client_id"), "is not", null)
    .execute();
  await db.schema
    .createIndex("held_messages_by_author")
    .on("held_messages")
    .columns(["user_id", "stream_id"])
    .execute();

  await db.schema
    .createTable("reports")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("message_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("reports_pk", ["stream_id", "message_id", "user_id"])
    .execute();
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("people")
    .addColumn("user_id", "text", (column) => column.primaryKey())
    .addColumn("first_at", "bigint", (column) => column.notNull())
    .addColumn("seen_at", "bigint", (column) => column.notNull())
    .addColumn("address_hash", "text")
    .execute();
  await db.schema.createIndex("people_by_seen_at").on("people").column("seen_at").execute();
  await db.schema
    .createTable("slow_writers")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("slow_writers_pk", ["stream_id", "user_id"])
    .execute();
  await db.schema
    .createTable("recent_texts")
    .addColumn("stream_id", "text", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("recent_texts_pk", ["stream_id", "fingerprint"])
    .execute();
}
