import { engineOf } from "../storage/engines/engines.ts";

/** Ensures that only one `live-chat-server` serves a SQLite file. */
export function requireDatabaseLock(databaseUrl: string): void {
  const { file } = engineOf(databaseUrl);
  if (!file) return;
  const path = file.pathOf(databaseUrl);
  if (file.lock(path)) return;
  throw new Error(
    `${path} is served by another live-chat-server, whose viewers would hear nothing of this one. ` +
      "Stop that one, take --workers for several processes, or a Postgres for several servers.",
  );
}
