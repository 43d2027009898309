import type { Clock } from "../chat/ports.ts";
import { MemoryMessageLog } from "./memory-message-log.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";
import type { Storage } from "./storage.ts";

/** Opens what a database URL names: `sqlite:path` or `memory:`. */
export async function openStorage(url: string, clock: Clock): Promise<Storage> {
  if (url === "memory:")
    return {
      log: new MemoryMessageLog(clock),
      secrets: { keep: async (_name, proposal) => proposal },
    };
  return openSqlite(url.replace(/^sqlite:(\/\/)?/, ""));
}
