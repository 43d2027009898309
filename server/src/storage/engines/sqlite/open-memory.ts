import SqliteDatabase from "better-sqlite3";
import { sql } from "kysely";
import type { Clock } from "../../../chat/ports/clock.ts";
import { migrate } from "../../sql/migrate.ts";
import type { SqlDialect } from "../../sql/sql-dialect.ts";
import { sqlStorage } from "../../sql/sql-storage.ts";
import type { Storage } from "../../storage.ts";
import { databasesOn, sqliteDialect, type SqliteDatabases } from "./open-sqlite.ts";

/**
 * Opens a storage that lives as long as the process, for tests and trials.
 *
 * It is SQLite without a file, so it behaves like the others
 * (docs/decisions/0011-memory-is-sqlite.md), except that it uses the given clock.
 */
export async function openMemory(clock: Clock): Promise<Storage> {
  const { db, commits, dialect } = memoryDatabase(":memory:", clock);
  await migrate(db, dialect);
  return sqlStorage(db, dialect, commits);
}

/** A database in memory: empty, or a deserialised copy. */
export function memoryDatabase(
  contents: Buffer | ":memory:",
  clock: Clock,
): SqliteDatabases & { dialect: SqlDialect; database: SqliteDatabase.Database } {
  const database = new SqliteDatabase(contents);
  database.pragma("foreign_keys = ON");
  database.function("now_ms", { deterministic: false }, () => Math.floor(clock.nowMs()));
  return {
    database,
    ...databasesOn(database),
    dialect: { ...sqliteDialect, nowMs: sql<number>`cast(now_ms() as integer)` },
  };
}
