import { LIMITS } from "#protocol";
import type { Clock } from "../chat/ports.ts";
import { PunctualMessageLog } from "./punctual-message-log.ts";
import type { Database } from "./sql/schema.ts";
import { DatabaseFileError } from "./engines/sqlite/database-file-error.ts";
import { openMemory } from "./engines/sqlite/open-memory.ts";
import { openSqliteDatabase } from "./engines/sqlite/open-sqlite.ts";
import { openSqliteInWorker } from "./engines/sqlite/open-sqlite-in-worker.ts";
import { sqlitePath } from "./engines/sqlite/sqlite-path.ts";
import type { Storage } from "./storage.ts";

export interface StorageOptions {
  /** `sqlite:<path>`, `postgres://…` or `memory:`. */
  databaseUrl: string;
  databaseCa?: string | undefined;
  /** The schema of a Postgres that is the chat's own. */
  databaseSchema?: string | undefined;
}

/** Where a Postgres is shared with others, the chat's tables are apart from theirs. */
const DEFAULT_SCHEMA = "live_chat";

/** Whether other processes may write to it, too. */
export function isShared(databaseUrl: string): boolean {
  return databaseUrl.startsWith("postgres");
}

/** Opens what a database URL names, and brings it up to date. */
export async function openStorage(
  options: StorageOptions,
  clock: Clock,
  notify: (notice: string) => void = () => undefined,
): Promise<Storage> {
  const { databaseUrl, databaseCa } = options;
  if (databaseUrl === "memory:") return openMemory(clock);
  const path = sqlitePath(databaseUrl);
  const storage = await explained(async () => {
    if (path !== undefined) return openSqliteInWorker(path, notify);
    const { openPostgres } = await loadPostgres();
    return openPostgres({
      url: databaseUrl,
      schema: options.databaseSchema ?? DEFAULT_SCHEMA,
      notify,
      ...(databaseCa && { caFile: databaseCa }),
    });
  });
  return { ...storage, log: new PunctualMessageLog(storage.log, LIMITS.storeTimeoutMs) };
}

/** Opens the tables that a database URL names, for copying. */
export async function openDatabase(
  { databaseUrl, databaseCa, databaseSchema = DEFAULT_SCHEMA }: StorageOptions,
  notify: (notice: string) => void,
): Promise<Database> {
  const path = sqlitePath(databaseUrl);
  return explained(async () => {
    if (path !== undefined) return openSqliteDatabase(path);
    const { openPostgresDatabase } = await loadPostgres();
    return openPostgresDatabase({
      url: databaseUrl,
      schema: databaseSchema,
      notify,
      ...(databaseCa && { caFile: databaseCa }),
    });
  });
}

/** Only who uses Postgres loads its client. */
const loadPostgres = () => import("./engines/postgres/open-postgres.ts");

async function explained<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    // It says all there is to say.
    if (error instanceof DatabaseFileError) throw error;
    const reason = error instanceof Error ? reasonOf(error) : String(error);
    throw new Error(`The database cannot be opened (${reason}). Check CHAT_DATABASE_URL.`, {
      cause: error,
    });
  }
}

// A refused connection says so in its code, and a store error in its cause.
function reasonOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message || (cause as NodeJS.ErrnoException).code || cause.name;
}
