import { describe, expect, it } from "vitest";
import { memoryDatabase } from "../../server/src/storage/engines/sqlite/open-memory.ts";
import { migrate } from "../../server/src/storage/sql/migrate.ts";
import { PreparedInsert } from "../../server/src/storage/sql/prepared-insert.ts";
import { PreparedQuery } from "../../server/src/storage/sql/prepared-query.ts";
import type { Database } from "../../server/src/storage/sql/schema.ts";

const READ = new PreparedQuery<{ id: string }, { id: string }>((db, value) =>
  db.selectFrom("streams").select("id").where("id", "=", value("id")),
);

const INSERT = new PreparedInsert<{ id: string; epoch: string }>("streams", ["id", "epoch"]);

async function openDatabase(): Promise<Database> {
  const { db, dialect } = memoryDatabase(":memory:", { nowMs: () => 1 });
  await migrate(db, dialect);
  return db;
}

const STREAM = { id: "lobby", epoch: "one" };

describe("a prepared statement", () => {
  it("sees within a transaction what that has written", async () => {
    const db = await openDatabase();
    const seen = await db.transaction().execute(async (trx) => {
      await INSERT.execute(trx, [STREAM]);
      return READ.execute(trx, { id: "lobby" });
    });
    expect(seen).toEqual([{ id: "lobby" }]);
  });

  it("[LOG1] waits outside of a transaction until that has ended", async () => {
    const db = await openDatabase();
    let reading: Promise<unknown[]> | undefined;
    const failing = db.transaction().execute(async (trx) => {
      await INSERT.execute(trx, [STREAM]);
      reading = READ.execute(db, { id: "lobby" });
      await READ.execute(trx, { id: "lobby" });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await reading).toEqual([]);
  });

  it("is refused in a transaction that has ended", async () => {
    const db = await openDatabase();
    const ended = await db.transaction().execute((trx) => Promise.resolve(trx));
    await expect(INSERT.execute(ended, [STREAM])).rejects.toThrow();
    expect(await READ.execute(db, { id: "lobby" })).toEqual([]);
  });

  it("[ER6] is refused with a text that other stores cannot hold", async () => {
    const db = await openDatabase();
    const writing = db
      .transaction()
      .execute((trx) => INSERT.execute(trx, [{ ...STREAM, id: "a\0b" }]));
    await expect(writing).rejects.toMatchObject({ name: "UnstorableText" });
  });
});
