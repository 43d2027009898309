import { LIMITS } from "#protocol";
import type { Clock } from "../chat/ports/clock.ts";
import type { Notify, StorageOptions } from "./engine.ts";
import { engineOf } from "./engines/engines.ts";
import { DatabaseFileError } from "./engines/sqlite/database-file-error.ts";
import { limitReadTime } from "./limit-read-time.ts";
import type { Database } from "./sql/schema.ts";
import type { Storage } from "./storage.ts";

/** Opens and migrates the database of a URL. */
export async function openStorage(
  options: StorageOptions,
  clock: Clock,
  notify: Notify = () => undefined,
): Promise<Storage> {
  const engine = engineOf(options.databaseUrl);
  const storage = await explained(() => engine.open(options, clock, notify));
  // In-memory reads do not need a time limit.
  return engine.isDurable ? limitReadTime(storage, LIMITS.storeTimeoutMs) : storage;
}

/** Opens the tables of a database URL, for copying. */
export async function openDatabase(options: StorageOptions, notify: Notify): Promise<Database> {
  const { openTables } = engineOf(options.databaseUrl);
  if (!openTables) throw new Error("Only the running server can read such a database.");
  return explained(() => openTables(options, notify));
}

async function explained<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    // The error is already a complete sentence.
    if (error instanceof DatabaseFileError) throw error;
    const reason = error instanceof Error ? reasonOf(error) : String(error);
    throw new Error(`The database cannot be opened (${reason}). Check CHAT_DATABASE_URL.`, {
      cause: error,
    });
  }
}

// A refused connection has only a code, and a store error has its reason in the cause.
function reasonOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message || (cause as NodeJS.ErrnoException).code || cause.name;
}
