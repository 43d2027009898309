import SqliteDatabase from "better-sqlite3";
import { makePrivateFile } from "./prepare-sqlite-file.ts";

/** Copies a database as of one moment into a new file, also while a server writes to it. */
export async function backupSqlite(path: string, file: string): Promise<void> {
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    // Nobody else reads a backup, either; into an empty file, SQLite writes.
    makePrivateFile(file);
    // In one step: page by page it would begin anew with every commit of the server.
    database.prepare("vacuum into ?").run(file);
  } finally {
    database.close();
  }
}
