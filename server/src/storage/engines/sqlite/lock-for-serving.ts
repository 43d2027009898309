import { existsSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { makePrivateFile } from "./prepare-sqlite-file.ts";

/**
 * Keeps the lock connections referenced, because their files are locked only while they are open.
 */
const held: SqliteDatabase.Database[] = [];

/**
 * Locks a database file for this process, until the process ends in any way.
 *
 * False if another process holds it: two servers would each have their own viewers, and not see
 * each other's commits. Others may still read and copy the file.
 */
export function lockForServing(path: string): boolean {
  let mark: SqliteDatabase.Database | undefined;
  try {
    const file = `${path}-server`;
    if (!existsSync(file)) makePrivateFile(file);
    mark = new SqliteDatabase(file, { timeout: 0 });
    mark.exec("begin exclusive");
    held.push(mark);
    return true;
  } catch (error) {
    mark?.close();
    // If the disk is full or has no locks, the result is unknown.
    return (error as { code?: string }).code !== "SQLITE_BUSY";
  }
}
