import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { Kysely, sql } from "kysely";
import { StoreError } from "../../chat/store-error.ts";
import { migrate } from "../migrate.ts";
import type { Database, Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { sqlStorage } from "../sql-storage.ts";
import type { Storage } from "../storage.ts";
import { SerialSqliteDialect } from "./serial-sqlite-dialect.ts";

/**
 * Opens a log in a SQLite file, and makes the file and its folder where they are missing.
 *
 * Every call blocks its thread until the disk has answered.
 */
export async function openSqlite(path: string): Promise<Storage> {
  return sqlStorage(await openSqliteDatabase(path), sqliteDialect);
}

/** Opens the tables themselves, brought up to date. */
export async function openSqliteDatabase(path: string): Promise<Database> {
  mkdirSync(dirname(path), { recursive: true });
  const database = new SqliteDatabase(path, { timeout: 1_500 });
  try {
    database.pragma("journal_mode = WAL");
    // A commit is on disk when it returns, whatever happens to the power. (SPEC LOG1)
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    database.pragma("journal_size_limit = 67108864");
    const db = new Kysely<Schema>({ dialect: new SerialSqliteDialect(database) });
    await migrate(db, sqliteDialect);
    return db;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** What SQLite says in its own way. */
export const sqliteDialect: SqlDialect = {
  clustered: sql`without rowid`,
  nowMs: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  toStoreError(error) {
    if (!(error instanceof SqliteDatabase.SqliteError)) return asError(error);
    const code = error.code;
    if (code.startsWith("SQLITE_FULL")) return new StoreError("store-full", { cause: error });
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new StoreError("store-busy", { cause: error });
    if (/^SQLITE_(IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|PERM|NOMEM)/.test(code))
      return new StoreError("store-unavailable", { cause: error });
    return error;
  },
};

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
