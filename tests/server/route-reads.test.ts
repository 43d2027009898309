import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { routeReads } from "../../server/src/storage/route-reads.ts";
import { existsSync, renameSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openSqliteInWorker } from "../../server/src/storage/engines/sqlite/open-sqlite-in-worker.ts";
import {
  openSqlite,
  openSqliteForReading,
} from "../../server/src/storage/engines/sqlite/open-sqlite.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message } from "../support/message-logs.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** One SQLite file with two ways to it, of which the second says how often it was opened. */
async function openSplit({ failures = 0 } = {}) {
  const path = join(temporaryFolder(), "chat.db");
  const writer = await openSqlite(path);
  const reader = await openSqliteForReading(path);
  let opened = 0;
  let readByWriter = 0;
  const readTail = writer.log.readTail.bind(writer.log);
  writer.log.readTail = (...args) => {
    readByWriter += 1;
    return readTail(...args);
  };
  const storage = routeReads(writer, {
    storage: reader,
    open: async () => {
      opened += 1;
      if (opened <= failures) throw new Error("no thread could be started");
    },
  });
  onTestFinished(() => storage.log.close());
  return { storage, opened: () => opened, readByWriter: () => readByWriter };
}

it("[LOG11] a storage whose reads come one by one opens no second way to read", async () => {
  const { storage, opened } = await openSplit();
  const entry = entryOf((await storage.log.append([message("hello")]))[0]);
  expect((await storage.log.readTail("s1", 10)).entries).toEqual([entry]);
  await storage.reservedNames.all(0);
  await storage.sessions.endedSince(0);
  expect(opened()).toBe(0);
});

it("[LOG11] reads that meet are read apart from commits from then on", async () => {
  const { storage, opened, readByWriter } = await openSplit();
  await storage.log.append([message("hello")]);
  await Promise.all([storage.log.readTail("s1", 10), storage.log.readTail("s1", 10)]);
  const before = readByWriter();
  expect((await storage.log.readTail("s1", 10)).entries).toHaveLength(1);
  expect({ opened: opened(), sinceThen: readByWriter() - before }).toEqual({
    opened: 1,
    sinceThen: 0,
  });
});

it("[LOG11] a search is never the writer's, even where nothing else is read", async () => {
  const { storage, opened } = await openSplit();
  await storage.moderation.readAudit({ streamId: "s1", limit: 10 });
  expect(opened()).toBe(1);
});

it("[LOG11] where the second way cannot be opened, the first reads, and it is tried again", async () => {
  const { storage, opened } = await openSplit({ failures: 1 });
  const read = { streamId: "s1", limit: 10 };
  expect(await storage.moderation.readAudit(read)).toMatchObject([]);
  await storage.moderation.readAudit(read);
  await storage.moderation.readAudit(read);
  expect(opened()).toBe(2);
});

it("closes the second way before the first, so that no journal is left beside the file", async () => {
  const path = join(temporaryFolder(), "chat.db");
  const order: string[] = [];
  const open = (storage: Storage, name: string) => {
    const close = storage.log.close.bind(storage.log);
    storage.log.close = async () => {
      // If both were told at once, the first would close first.
      if (name === "second") await nextTurn();
      await close();
      order.push(name);
    };
    return storage;
  };
  const writer = open(await openSqlite(path), "first");
  const reader = open(await openSqliteForReading(path), "second");
  await routeReads(writer, { storage: reader, open: async () => undefined }).log.close();
  expect(order).toEqual(["second", "first"]);
  expect(existsSync(`${path}-wal`)).toBe(false);
});

it("[LOG10] a file that was put in the database's place is not read either", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "chat.db");
  const { log } = await openSqliteInWorker(path);
  onTestFinished(() => log.close());
  const entry = entryOf((await log.append([message("mine")]))[0]);
  const other = await openSqlite(join(folder, "other.db"));
  await other.log.append([message("somebody else's")]);
  await other.log.close();
  renameSync(path, `${path}.away`);
  renameSync(join(folder, "other.db"), path);
  // Reads that meet want the second way, which finds the wrong file.
  for (let i = 0; i < 3; i++)
    for (const { entries } of await Promise.all([log.readTail("s1", 10), log.readTail("s1", 10)]))
      expect(entries).toEqual([entry]);
});
