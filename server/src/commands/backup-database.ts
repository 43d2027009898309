import { existsSync } from "node:fs";
import { backupSqlite } from "../storage/engines/sqlite/backup-sqlite.ts";
import { sqlitePath } from "../storage/engines/sqlite/sqlite-path.ts";

/** Runs `live-chat-server backup-database sqlite:<path> <file>`. */
export async function backupDatabase([from = "", file, ...rest]: readonly string[]): Promise<void> {
  const path = sqlitePath(from);
  if (path === undefined || !file || rest.length > 0)
    throw new Error(
      "Write: live-chat-server backup-database sqlite:./data/chat.db backup.db. " +
        "For Postgres, use pg_dump.",
    );
  if (!existsSync(path)) throw new Error(`There is no database at ${path}.`);
  if (existsSync(file)) throw new Error(`${file} is there already. Name a new file.`);
  await backupSqlite(path, file);
  process.stdout.write(`Wrote a copy of ${path} to ${file}.\n`);
}
