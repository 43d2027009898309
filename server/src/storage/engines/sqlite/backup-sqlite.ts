import SqliteDatabase from "better-sqlite3";
import { makePrivateFile } from "./prepare-sqlite-file.ts";

/** Copies a database as of one moment into a new file, even while a server writes to it. */
export async function backupSqlite(path: string, file: string): Promise<void> {
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    // Backups are private as well; SQLite writes into an existing empty file.
    makePrivateFile(file);
    // In one step: a copy page by page would restart at every commit of the server.
    database.prepare("vacuum into ?").run(file);
  } finally {
    database.close();
  }
}
