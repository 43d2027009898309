import SqliteDatabase from "better-sqlite3";
import { Kysely, sql } from "kysely";
import { StoreError } from "../../../chat/ports/store-error.ts";
import { migrate } from "../../sql/migrate.ts";
import type { Database, Schema } from "../../sql/schema.ts";
import type { SqlDialect } from "../../sql/sql-dialect.ts";
import { sqlStorage } from "../../sql/sql-storage.ts";
import type { Storage } from "../../storage.ts";
import { DatabaseFileError } from "./database-file-error.ts";
import { FileWatch, fileIdentity } from "./file-watch.ts";
import { makePrivateFile, prepareSqliteFile } from "./prepare-sqlite-file.ts";
import { PriorityLock, type Priority } from "./priority-lock.ts";
import { SerialSqliteDialect } from "./serial-sqlite-dialect.ts";

/**
 * Opens a log in a SQLite file, and creates the file and its folder if they are missing.
 *
 * Every call blocks its thread until the disk has answered. `notify` is called if another file
 * replaced the open one.
 */
export async function openSqlite(
  path: string,
  notify: (notice: string) => void = () => undefined,
): Promise<Storage> {
  const { db, commits, check } = await openFile(path, notify);
  return sqlStorage(db, { ...sqliteDialect, check }, commits);
}

/**
 * Opens a log in a SQLite file, already migrated by another connection, for reading only. With
 * `file` (see `fileIdentity`), no other file is read.
 */
export async function openSqliteForReading(path: string, file?: string): Promise<Storage> {
  const database = new SqliteDatabase(path, { timeout: 1_500, fileMustExist: true });
  if (file !== undefined && fileIdentity(path) !== file) {
    database.close();
    throw new StoreError("store-unavailable", {
      cause: new DatabaseFileError(`${path} is not the file any more that this server opened.`),
    });
  }
  database.pragma("query_only = ON");
  return sqlStorage(databasesOn(database).db, sqliteDialect);
}

/** Opens and migrates the tables themselves. */
export async function openSqliteDatabase(path: string): Promise<Database> {
  return (await openFile(path, () => undefined)).db;
}

/** Two interfaces to the tables on one connection: commits have priority. */
export interface SqliteDatabases {
  db: Database;
  commits: Database;
}

/**
 * Shares a connection between commits and everything else. `check` is called before each write, and
 * throws to prevent it.
 */
export function databasesOn(
  database: SqliteDatabase.Database,
  check: () => void = () => undefined,
): SqliteDatabases {
  const lock = new PriorityLock();
  const open = (priority: Priority) =>
    new Kysely<Schema>({ dialect: new SerialSqliteDialect(database, { lock, priority, check }) });
  return { db: open("rest"), commits: open("commit") };
}

async function openFile(
  path: string,
  notify: (notice: string) => void,
): Promise<SqliteDatabases & { check: () => void }> {
  const { disk } = prepareSqliteFile(path);
  const database = new SqliteDatabase(path, { timeout: 1_500 });
  try {
    database.pragma("journal_mode = WAL");
    // A commit is on disk when it returns, even after a power failure. (SPEC LOG1)
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    database.pragma("journal_size_limit = 67108864");
    // 16 MB: a message touches four pages of its own, and SQLite's 2 MB hold 500. With a thousand
    // rooms most of them would be read from the file again.
    database.pragma("cache_size = -16000");
    // 16 MB: a thousand rooms write the same pages again and again, and each checkpoint copies a
    // page once. With SQLite's 4 MB there are several in a second.
    database.pragma("wal_autocheckpoint = 4000");
    // Without stable inode numbers, a replaced file cannot be detected.
    const watch = disk.stableInodes
      ? new FileWatch(path, () => notify(rescue(database, path)))
      : undefined;
    const check = () => watch?.check();
    const databases = databasesOn(database, check);
    await migrate(databases.db, sqliteDialect);
    // What a statement may have to undo stays in memory. Above 64 kB, which is 16 pages, SQLite would
    // create a file for it in each commit. Migrations sort whole tables, and may use files.
    database.pragma("temp_store = MEMORY");
    return { ...databases, check };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Saves the content of the open file while it is still reachable. */
function rescue(database: SqliteDatabase.Database, path: string): string {
  const said = `Another file was put in the place of ${path} while it was served; nothing is written now.`;
  const copy = `${path}.rescued-${new Date().toISOString().replaceAll(":", "-")}`;
  try {
    makePrivateFile(copy);
    database.prepare("vacuum into ?").run(copy);
    // Otherwise the next start would apply the rest of this journal to the other file.
    database.pragma("wal_checkpoint(TRUNCATE)");
    return `${said} Everything up to then is in ${copy}: put it, or the right file, at ${path}, and start again.`;
  } catch (error) {
    return `${said} It could not be copied to ${copy} (${String(error)}): make a copy before you stop the server.`;
  }
}

/** The SQLite dialect. */
export const sqliteDialect: SqlDialect = {
  clustered: sql`without rowid`,
  elementsOf: (json) => sql`json_each(${json})`,
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
