import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import type { Append, AppendResult } from "../../server/src/chat/ports/append.ts";
import type { MessageLog } from "../../server/src/chat/ports/message-log.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { openPostgres } from "../../server/src/storage/engines/postgres/open-postgres.ts";
import { openSqlite } from "../../server/src/storage/engines/sqlite/open-sqlite.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { createDatabase, MIGRATED } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const clock = { nowMs: () => Date.now() };

/**
 * Every engine once, so that all tests run on all engines. SQLite runs in the test's own thread,
 * because starting a thread per test is slow; `THREADED` and `remote-storage.test.ts` test the
 * thread boundary.
 */
export const STORAGES: [string, () => Promise<Storage>][] = [
  ["SQLite", () => openSqlite(join(temporaryFolder(), "chat.db"))],
  ["Postgres", async () => openPatiently(await createDatabase(inject("postgresUrl"), MIGRATED))],
];

/**
 * Opens Postgres with queries that may take a minute: what a log holds does not depend on how fast
 * the machine is.
 */
export function openPatiently(url: string): Promise<Storage> {
  return openPostgres({ url, schema: "live_chat", queryTimeoutMs: 60_000 });
}

/** As servers have them: SQLite in threads of its own. */
export const THREADED: typeof STORAGES = [
  [
    "SQLite",
    () => openStorage({ databaseUrl: `sqlite:${join(temporaryFolder(), "chat.db")}` }, clock),
  ],
  STORAGES[1]!,
];

/** Opens a log that closes with the test. */
export async function openLog(open: () => Promise<Storage>): Promise<MessageLog> {
  const { log } = await open();
  onTestFinished(() => log.close());
  return log;
}

export const MINJI = { userId: "u-minji", nickname: "민지", role: "member" } as const;
export const TOM = { userId: "u-tom", nickname: "Tom", role: "guest" } as const;

export function message(
  text: string,
  more: Partial<Extract<Append, { kind: "message" }>> = {},
): Append {
  return { kind: "message", streamId: "s1", author: MINJI, message: text, ...more };
}

export function removal(messageId: string, onlyOf?: string): Append {
  return { kind: "removal", streamId: "s1", messageId, ...(onlyOf && { onlyOf }) };
}

export function entryOf(result: AppendResult | undefined): LogEntry {
  if (!result || !("entry" in result) || !result.entry) throw new Error("no entry");
  return result.entry;
}
