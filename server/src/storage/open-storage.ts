import type { Clock } from "../chat/ports.ts";
import { MemoryMessageLog } from "./memory-message-log.ts";
import { openPostgres } from "./postgres/open-postgres.ts";
import { openSqliteInWorker } from "./sqlite/open-sqlite-in-worker.ts";
import type { Storage } from "./storage.ts";

export interface StorageOptions {
  /** `sqlite:<path>`, `postgres://…` or `memory:`. */
  databaseUrl: string;
  databaseCa?: string | undefined;
}

/** Opens what a database URL names, and brings it up to date. */
export async function openStorage(options: StorageOptions, clock: Clock): Promise<Storage> {
  const { databaseUrl, databaseCa } = options;
  if (databaseUrl === "memory:") return openMemory(clock);
  try {
    return databaseUrl.startsWith("sqlite:")
      ? await openSqliteInWorker(databaseUrl.slice("sqlite:".length).replace(/^\/\/(?=\/)/, ""))
      : await openPostgres({ url: databaseUrl, ...(databaseCa && { caFile: databaseCa }) });
  } catch (error) {
    const reason = error instanceof Error ? reasonOf(error) : String(error);
    throw new Error(`The database cannot be opened (${reason}). Check CHAT_DATABASE_URL.`, {
      cause: error,
    });
  }
}

function openMemory(clock: Clock): Storage {
  return {
    log: new MemoryMessageLog(clock),
    secrets: { keep: async (_name, proposal) => proposal },
  };
}

// A refused connection says so in its code, and a store error in its cause.
function reasonOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message || (cause as NodeJS.ErrnoException).code || cause.name;
}
