import SqliteDatabase from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { expect, it } from "vitest";
import { identityMigration } from "../../server/src/storage/sql/migrations/0002-identity.ts";
import { reservedNames } from "../../server/src/storage/sql/migrations/0008-reserved-names.ts";

it("[ID7] names from before go to the streams whose staff their owners are", async () => {
  const database = new SqliteDatabase(":memory:");
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  database.exec("create table stream_staff (stream_id text, user_id text, role text)");
  database.exec("create table entries (stream_id text, user_id text, role text)");
  await identityMigration.up(db);
  const insert = (table: string, ...values: string[]) =>
    database.prepare(`insert into ${table} values (${values.map(() => "?").join()})`).run(values);
  insert("staff_names", "mina", "u1");
  insert("staff_names", "minaold", "u1");
  insert("staff_names", "shopowner", "u2");
  insert("staff_names", "stranger", "u3");
  insert("stream_staff", "s1", "u1", "moderator");
  insert("stream_staff", "s2", "u1", "member");
  insert("entries", "s3", "u2", "owner");
  insert("entries", "s3", "u2", "moderator");
  insert("entries", "s4", "u2", "member");
  await reservedNames.up(db);
  const rows = database.prepare("select * from reserved_names order by scope").all();
  expect(rows).toMatchObject([
    { scope: "s1", user_id: "u1", appointed: 1 },
    { scope: "s3", user_id: "u2", skeleton: "shopowner", appointed: 0 },
  ]);
  await db.destroy();
});
