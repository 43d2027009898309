import { engineOf } from "../storage/engines/engines.ts";

/** Ensures that only one `live-chat-server` serves a SQLite file. */
export function requireDatabaseLock(databaseUrl: string): void {
  const { file } = engineOf(databaseUrl);
  if (!file) return;
  const path = file.pathOf(databaseUrl);
  if (file.lock(path)) return;
  throw new Error(
    `${path} is already served by another live-chat-server; viewers of the two would not see each other. ` +
      "Stop that one, use --workers for several processes, or Postgres for several servers.",
  );
}
