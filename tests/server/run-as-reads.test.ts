import { expect, it } from "vitest";
import { migrate } from "../../server/src/storage/sql/migrate.ts";
import { memoryDatabase } from "../../server/src/storage/engines/sqlite/open-memory.ts";
import { sqlStorage } from "../../server/src/storage/sql/sql-storage.ts";
import {
  buildStorage,
  callStorage,
  type StorageMethod,
} from "../../server/src/storage/storage-methods.ts";
import { entryOf, message } from "../support/message-logs.ts";

const ALL: StorageMethod[] = [];
buildStorage((method) => {
  ALL.push(method);
  return async () => undefined;
});
const READS = ALL.filter(({ kind }) => kind === "read" || kind === "long-read");

const PAGE = { streamId: "s1", limit: 10 };
const SEARCH = { ...PAGE, search: "x", rows: 10 };
const WEBHOOK = { id: "w", url: "https://example.com", secret: "whsec_x" };
/** With what each is called here; the others take an id. */
const GIVEN: Readonly<Record<string, readonly unknown[]>> = {
  "log.readTail": ["s1", 10],
  "log.readEntries": ["s1", 0, 10],
  "log.readParts": [[{ streamId: "s1", afterSeq: 0, lastSeq: 1 }]],
  "log.readHeads": [["s1"]],
  "log.readMessages": ["s1", 10, 10],
  "moderation.readPolicy": ["s1", 0],
  "moderation.readAudit": [PAGE],
  "moderation.searchAudit": [SEARCH],
  "moderation.readSanctions": [PAGE],
  "moderation.searchSanctions": [SEARCH],
  "moderation.readCard": ["s1", "u-minji", true],
  "moderation.readNews": [["s1"]],
  "moderation.readStreams": [{ limit: 10, listedOnly: false }],
  "sessions.endedSince": [0],
  "reservedNames.all": [0],
  "shows.readNotes": ["s1", 0, 10, 10],
  "shows.readWritten": ["s1", 10, 10],
  "shows.readActions": ["s1", 10, 10],
  "shows.channelNames": [["~"]],
  "shows.readStaffStreams": [{ limit: 10 }],
  "webhooks.findBehind": [WEBHOOK, 10],
  "webhooks.readNext": [{ streamId: "s1", position: { seq: 0, actions: 0 } }, 10],
  "webhooks.readTroubles": ["w", 10],
};

async function openUnwritable() {
  const clock = { nowMs: () => 1_800_000_000_000 };
  const { db, dialect, database } = memoryDatabase(":memory:", clock);
  await migrate(db, dialect);
  const storage = sqlStorage(db, dialect);
  await storage.webhooks.put(WEBHOOK);
  entryOf((await storage.log.append([message("안녕")]))[0]);
  // As the thread that reads opens it.
  database.pragma("query_only = ON");
  return storage;
}

it.each(READS)(
  "[LOG11] $port: $method, which runs beside commits, writes nothing",
  async (method) => {
    const given = GIVEN[`${method.port}.${method.method}`] ?? ["u-minji"];
    await callStorage(await openUnwritable(), method, given);
  },
);

it("[LOG11] a database that is opened for reading takes no writes", async () => {
  const { log, webhooks } = await openUnwritable();
  const readOnly = { cause: { code: "SQLITE_READONLY" } };
  await expect(log.append([message("later")])).rejects.toMatchObject(readOnly);
  await expect(webhooks.delete("w")).rejects.toMatchObject(readOnly);
});

it("[LOG7] a ping asks what writes, and not what reads", () => {
  expect(ALL.filter(({ kind }) => kind === "probe")).toMatchObject([{ method: "ping" }]);
});
