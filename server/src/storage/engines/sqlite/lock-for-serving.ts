import { existsSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { makePrivateFile } from "./prepare-sqlite-file.ts";

/** As long as one is referred to, its file is held. */
const held: SqliteDatabase.Database[] = [];

/**
 * Marks a database file as this process's to serve, until the process ends in whatever way.
 *
 * False where another process has done so: two would each keep their own viewers, and
 * neither would hear of what the other commits. Others may still read and copy the file.
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
    // On a disk that knows no locks, or is full, nothing can be said.
    return (error as { code?: string }).code !== "SQLITE_BUSY";
  }
}
