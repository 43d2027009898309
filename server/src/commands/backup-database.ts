import { existsSync } from "node:fs";
import { findEngine } from "../storage/engines/engines.ts";

/** Runs `live-chat-server backup-database sqlite:<path> <file>`. */
export async function backupDatabase([from = "", file, ...rest]: readonly string[]): Promise<void> {
  const database = findEngine(from)?.file;
  if (!database || !file || rest.length > 0)
    throw new Error(
      "Write: live-chat-server backup-database sqlite:./data/chat.db backup.db. " +
        "For Postgres, use pg_dump.",
    );
  const path = database.pathOf(from);
  if (!existsSync(path)) throw new Error(`There is no database at ${path}.`);
  if (existsSync(file)) throw new Error(`${file} is there already. Name a new file.`);
  await database.backup(path, file);
  process.stdout.write(`Wrote a copy of ${path} to ${file}.\n`);
}
