import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { decorateStorage } from "../../server/src/storage/storage-methods.ts";
import { limitReadTime } from "../../server/src/storage/limit-read-time.ts";
import { openMemory } from "../../server/src/storage/engines/sqlite/open-memory.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message } from "../support/message-logs.ts";

afterEach(() => vi.useRealTimers());

async function openStorage(): Promise<Storage> {
  const storage = await openMemory({ nowMs: () => 1_000 });
  onTestFinished(() => storage.log.close());
  return storage;
}

/** A storage of which no call is ever answered. */
async function hangingStorage(): Promise<Storage> {
  return decorateStorage(await openStorage(), () => new Promise(() => undefined));
}

it("[LOG1] a decorated storage does what the storage does, and each call is seen", async () => {
  const seen: string[] = [];
  const storage = decorateStorage(await openStorage(), ({ port, method, kind }, run) => {
    seen.push(`${port}.${method} ${kind}`);
    return run();
  });
  const entry = entryOf((await storage.log.append([message("안녕")]))[0]);
  expect((await storage.log.readTail("s1", 10)).entries).toEqual([entry]);
  expect(await storage.secrets.getOrCreate("key", "a")).toBe("a");
  expect(await storage.moderation.readAudit({ streamId: "s1", limit: 1 })).toEqual([]);
  expect(seen).toEqual([
    "log.append write",
    "log.readTail read",
    "secrets.getOrCreate write",
    "moderation.readAudit long-read",
  ]);
});

it("[LOG7] a read that the store does not answer ends as store-busy, and so does a ping", async () => {
  vi.useFakeTimers();
  const { log } = limitReadTime(await hangingStorage(), 2_000);
  const asked = [log.readTail("s1", 1), log.readEntries("s1", 0, 1), log.readHeads([]), log.ping()];
  const ends = Promise.allSettled(asked);
  await vi.advanceTimersByTimeAsync(2_000);
  for (const end of await ends)
    expect(end).toMatchObject({ status: "rejected", reason: { code: "store-busy" } });
});

it("[LOG7] a commit has no such end, for nobody knows whether it was begun", async () => {
  vi.useFakeTimers();
  const { log } = limitReadTime(await hangingStorage(), 2_000);
  let hasEnded = false;
  void log.append([message("안녕")]).finally(() => (hasEnded = true));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hasEnded).toBe(false);
});
