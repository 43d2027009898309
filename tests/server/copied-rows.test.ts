import { expect, it } from "vitest";
import type SqliteDatabase from "better-sqlite3";
import { copyRows } from "../../server/src/storage/sql/copy-rows.ts";
import { migrate } from "../../server/src/storage/sql/migrate.ts";
import { memoryDatabase } from "../../server/src/storage/engines/sqlite/open-memory.ts";

/** More than two pages of rows, of which many begin alike. */
const ROWS = 1_100;
const ALIKE = 700;
/** What is worth nothing after minutes: who wrote last, and which texts came last. */
const LEFT_OUT = new Set(["recent_texts", "slow_writers"]);

interface Column {
  name: string;
  type: string;
  pk: number;
}

async function openEmpty() {
  const opened = memoryDatabase(":memory:", { nowMs: () => 1_800_000_000_000 });
  await migrate(opened.db, opened.dialect);
  return opened;
}

function tablesOf(database: SqliteDatabase.Database): string[] {
  const names = database.prepare("select name from sqlite_master where type = 'table'").pluck();
  return (names.all() as string[]).filter((name) => !/^(kysely|sqlite)_/.test(name)).sort();
}

/** Fills a table with rows that differ in their keys, and have a value in each column. */
function fill(database: SqliteDatabase.Database, table: string): void {
  const columns = database.pragma(`table_info(${table})`) as Column[];
  const first = columns.find(({ pk }) => pk === 1)?.name;
  const isWide = columns.some(({ pk }) => pk > 1);
  const names = columns.map(({ name }) => name);
  const insert = database.prepare(
    `insert into ${table} (${names.join()}) values (${names.map(() => "?").join()})`,
  );
  for (let i = 0; i < ROWS; i++)
    insert.run(
      columns.map(({ name, type }) => {
        const value = isWide && name === first ? Math.floor(i / ALIKE) : i;
        return /text|varchar/i.test(type) ? `${value}` : value;
      }),
    );
}

function rowsOf(database: SqliteDatabase.Database, table: string): unknown[] {
  return database.prepare(`select * from ${table} order by 1, 2`).all();
}

it("a copied database has every row of every table, and nothing twice", async () => {
  const [source, target] = [await openEmpty(), await openEmpty()];
  for (const { database } of [source, target]) database.pragma("foreign_keys = OFF");
  const tables = tablesOf(source.database);
  expect(tables.length).toBeGreaterThan(20);
  for (const table of tables) {
    source.database.exec(`delete from ${table}`);
    fill(source.database, table);
  }
  // The target has made a secret of its own at its start.
  target.database.exec("insert into secrets (name, value) values ('0', 'its own')");
  expect(await copyRows(source.db, target.db)).toEqual({ streams: ROWS, entries: ROWS });
  for (const table of tables)
    expect([table, rowsOf(target.database, table)]).toEqual([
      table,
      LEFT_OUT.has(table) ? [] : rowsOf(source.database, table),
    ]);
});

it("nothing is copied into a database that holds streams", async () => {
  const [source, target] = [await openEmpty(), await openEmpty()];
  for (const { database } of [source, target])
    database.exec("insert into streams (id, epoch) values ('s1', 'e')");
  await expect(copyRows(source.db, target.db)).rejects.toThrow("holds streams already");
});
