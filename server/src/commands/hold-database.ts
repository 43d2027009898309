import { lockForServing } from "../storage/engines/sqlite/lock-for-serving.ts";
import { sqlitePath } from "../storage/engines/sqlite/sqlite-path.ts";

/** Sees to it that an SQLite file is served by one `live-chat-server` at a time. */
export function holdDatabase(databaseUrl: string): void {
  const path = sqlitePath(databaseUrl);
  if (path === undefined || lockForServing(path)) return;
  throw new Error(
    `${path} is served by another live-chat-server, whose viewers would hear nothing of this one. ` +
      "Stop that one, take --workers for several processes, or a Postgres for several servers.",
  );
}
