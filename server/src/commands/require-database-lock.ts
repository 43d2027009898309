import { engineOf } from "../storage/engines/engines.ts";

/** Sees to it that an SQLite file is served by one `live-chat-server` at a time. */
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
