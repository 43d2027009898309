import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { inject, onTestFinished } from "vitest";
import type { Entry } from "#protocol";
import type { Append, AppendResult, MessageLog } from "../../server/src/chat/ports.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { openSqlite } from "../../server/src/storage/sqlite/open-sqlite.ts";
import { answerCall } from "../../server/src/storage/remote/answer-call.ts";
import type { Call, Reply } from "../../server/src/storage/remote/call.ts";
import { remoteStorage } from "../../server/src/storage/remote/remote-storage.ts";
import { StorageCaller } from "../../server/src/storage/remote/storage-caller.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { createDatabase } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const clock = { nowMs: () => Date.now() };

/** Every implementation of the log: what is tested of one is tested of all. */
export const STORAGES: [string, () => Promise<Storage>][] = [
  ["memory", () => openStorage({ databaseUrl: "memory:" }, clock)],
  ["SQLite", () => openSqlite(join(temporaryFolder(), "chat.db"))],
  [
    "SQLite in its own thread",
    () => openStorage({ databaseUrl: `sqlite:${join(temporaryFolder(), "chat.db")}` }, clock),
  ],
  ["SQLite by way of a worker's channel", () => openAcross(join(temporaryFolder(), "chat.db"))],
  [
    "Postgres",
    async () => openStorage({ databaseUrl: await createDatabase(inject("postgresUrl")) }, clock),
  ],
];

/** A storage that is asked across a border, as workers ask the process that started them. */
async function openAcross(path: string): Promise<Storage> {
  const storage = await openSqlite(path);
  const { port1, port2 } = new MessageChannel();
  const caller = new StorageCaller((call) => port1.postMessage(call));
  port1.on("message", (reply: Reply) => caller.settle(reply));
  port2.on("message", (call: Call) => {
    void answerCall(async () => storage, call).then((reply) => port2.postMessage(reply));
  });
  return remoteStorage(caller, async () => {
    await storage.log.close();
    port1.close();
  });
}

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

export function entryOf(result: AppendResult | undefined): Entry {
  if (!result || !("entry" in result) || !result.entry) throw new Error("no entry");
  return result.entry;
}
