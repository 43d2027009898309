import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { answerCall } from "../../server/src/storage/remote/answer-call.ts";
import type { Call, Reply } from "../../server/src/storage/remote/storage-messages.ts";
import { remoteStorage } from "../../server/src/storage/remote/remote-storage.ts";
import { StorageCaller } from "../../server/src/storage/remote/storage-caller.ts";
import { openSqlite } from "../../server/src/storage/engines/sqlite/open-sqlite.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message, openLog } from "../support/message-logs.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A storage asked across a channel, as `--workers` ask the process that started them. */
function openAcross(open: () => Promise<Storage>) {
  const { port1, port2 } = new MessageChannel();
  const caller = new StorageCaller((call) => port1.postMessage(call));
  port1.on("message", (reply: Reply) => caller.settle(reply));
  port2.on("message", (call: Call) => {
    void answerCall(open, call).then((reply) => port2.postMessage(reply));
  });
  onTestFinished(() => port1.close());
  return { storage: remoteStorage(caller, async () => undefined), caller };
}

it("[LOG1] a worker appends and reads through the process that has the database", async () => {
  const direct = await openSqlite(join(temporaryFolder(), "chat.db"));
  onTestFinished(() => direct.log.close());
  const { storage } = openAcross(async () => direct);
  const entry = entryOf((await storage.log.append([message("안녕")]))[0]);
  expect((await direct.log.readTail("s1", 10)).entries).toEqual([entry]);
  expect(await storage.log.readTail("s1", 10)).toEqual(await direct.log.readTail("s1", 10));
});

it("[LOG7] a refusal by the database reaches the worker with its code", async () => {
  const refusing = async () => {
    throw new StoreError("store-full", { cause: new Error("disk full") });
  };
  const { storage } = openAcross(refusing);
  await expect(storage.log.append([message("안녕")])).rejects.toMatchObject({
    code: "store-full",
    cause: { message: "disk full" },
  });
});

it("[LOG7] calls that wait for a process that has ended fail as store-busy", async () => {
  const { storage, caller } = openAcross(() => new Promise(() => undefined));
  const waiting = storage.log.append([message("안녕")]);
  caller.abandon();
  await expect(waiting).rejects.toMatchObject({ code: "store-busy" });
});

it("[LOG1] a database in memory takes what a file takes", async () => {
  const log = await openLog(() => openStorage({ databaseUrl: "memory:" }, { nowMs: () => 1_000 }));
  const entry = entryOf((await log.append([message("안녕")]))[0]);
  expect((await log.readTail("s1", 10)).entries).toEqual([entry]);
});
