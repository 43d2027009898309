import type { StorageEngine } from "../engine.ts";
import { postgresEngine } from "./postgres/postgres-engine.ts";
import { memoryEngine, sqliteEngine } from "./sqlite/sqlite-engines.ts";

/** All kinds of databases that a URL can name. */
const ENGINES: readonly StorageEngine[] = [memoryEngine, sqliteEngine, postgresEngine];

/** The engine of a URL; undefined if no engine accepts it. */
export function findEngine(databaseUrl: string): StorageEngine | undefined {
  return ENGINES.find((engine) => engine.accepts(databaseUrl));
}

/** The engine of a URL that was validated. */
export function engineOf(databaseUrl: string): StorageEngine {
  const engine = findEngine(databaseUrl);
  if (!engine) throw new Error("No database has such a URL. Check CHAT_DATABASE_URL.");
  return engine;
}
