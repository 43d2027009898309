import type { StorageEngine } from "../../engine.ts";
import { backupSqlite } from "./backup-sqlite.ts";
import { lockForServing } from "./lock-for-serving.ts";
import { openMemory } from "./open-memory.ts";
import { openSqliteInWorker } from "./open-sqlite-in-worker.ts";
import { openSqliteDatabase } from "./open-sqlite.ts";

const SCHEME = "sqlite:";

/** SQLite in a file, in its own threads. */
export const sqliteEngine: StorageEngine = {
  accepts: (databaseUrl) => databaseUrl.startsWith(SCHEME),
  isShared: false,
  isDurable: true,
  open: ({ databaseUrl }, _clock, notify) => openSqliteInWorker(pathOf(databaseUrl), notify),
  openTables: ({ databaseUrl }) => openSqliteDatabase(pathOf(databaseUrl)),
  file: { pathOf, lock: lockForServing, backup: backupSqlite },
};

/** SQLite without a file: it lives as long as the process. */
export const memoryEngine: StorageEngine = {
  accepts: (databaseUrl) => databaseUrl === "memory:",
  isShared: false,
  isDurable: false,
  open: (_options, clock) => openMemory(clock),
};

/** sqlite:///absolute as well as sqlite:/absolute and sqlite:./relative. */
function pathOf(databaseUrl: string): string {
  return databaseUrl.slice(SCHEME.length).replace(/^\/\/(?=\/)/, "");
}
