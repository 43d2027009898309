import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { eventually } from "../support/eventually.ts";
import {
  entryOf,
  message,
  MINJI,
  openLog,
  removal,
  STORAGES,
  TOM,
} from "../support/message-logs.ts";
import { pgClient } from "../support/pg-client.ts";
import { createDatabase, MIGRATED } from "../support/postgres.ts";

describe.each(STORAGES)("removals from the log in %s", (_name, open) => {
  it("[LOG5] a removal is an entry, and leaves nothing of the text behind", async () => {
    const log = await openLog(open);
    const [sent] = await log.append([message("secret", { clientId: "c1" }), message("other")]);
    const target = entryOf(sent);
    const [removed] = await log.append([removal(target.id, MINJI.userId)]);
    expect(entryOf(removed)).toMatchObject({
      kind: "removal",
      seq: 3,
      messageId: target.id,
      messageSeq: 1,
    });
    const entries = await log.readEntries("s1", 0, 10);
    expect(entries[0]).toEqual({
      kind: "tombstone",
      seq: 1,
      id: target.id,
      timestamp: target.timestamp,
    });
    const everything = [
      entries,
      await log.readTail("s1", 10),
      await log.readMessages("s1", 100, 10),
    ];
    expect(JSON.stringify(everything)).not.toContain("secret");
    expect((await log.readMessages("s1", 100, 10)).map(({ seq }) => seq)).toEqual([2]);
  });

  it("[LOG3][LOG5] a repeat of a removed message does not bring it back", async () => {
    const log = await openLog(open);
    const [sent] = await log.append([message("a", { clientId: "c1" })]);
    await log.append([removal(entryOf(sent).id)]);
    const [again] = await log.append([message("a", { clientId: "c1" })]);
    expect(again).toMatchObject({ outcome: "repeated", entry: { seq: 1 } });
    expect(await log.readMessages("s1", 100, 10)).toEqual([]);
  });

  it("[RM1] refuses to remove unknown messages and those of others, and removes a message once", async () => {
    const log = await openLog(open);
    const [sent] = await log.append([message("a")]);
    const { id } = entryOf(sent);
    const results = await log.append([
      removal("nothing"),
      removal(id, TOM.userId),
      removal(id),
      removal(id),
    ]);
    expect(results).toMatchObject([
      { outcome: "refused", code: "not-found" },
      { outcome: "refused", code: "forbidden" },
      { outcome: "appended" },
      { outcome: "repeated" },
    ]);
    const [ofRemoval] = await log.append([removal(entryOf(results[2]).id)]);
    expect(ofRemoval).toEqual({ outcome: "refused", code: "not-found" });
  });

  it("[EN6] purges one person's messages, and no one else's", async () => {
    const log = await openLog(open);
    const theirs = { author: TOM, clientId: "c1" };
    await log.append([
      message("keep"),
      message("spam 1", theirs),
      message("spam 2", { author: TOM, streamId: "s2" }),
    ]);
    expect((await log.streamsOf(TOM.userId)).sort()).toEqual(["s1", "s2"]);
    const purge: Append = { kind: "purge", streamId: "s1", userId: TOM.userId };
    const [inBatch, purged, after] = await log.append([
      message("spam 3", { author: TOM }),
      purge,
      message("spam 1", theirs),
    ]);
    expect(inBatch?.outcome).toBe("appended");
    expect(entryOf(purged)).toMatchObject({ kind: "purge", seq: 4, userId: TOM.userId });
    // Nothing tells any more that this was sent before.
    expect(after?.outcome).toBe("appended");
    expect((await log.readMessages("s1", 100, 10)).map((m) => [m.seq, m.message])).toEqual([
      [1, "keep"],
      [5, "spam 1"],
    ]);
    expect((await log.readEntries("s1", 0, 10)).map(({ kind }) => kind)).toEqual([
      "message",
      "tombstone",
      "tombstone",
      "purge",
      "message",
    ]);
    expect((await log.append([purge, purge])).map(({ outcome }) => outcome)).toEqual([
      "appended",
      "repeated",
    ]);
    expect(await log.streamsOf(TOM.userId)).toEqual(["s2"]);
  });

  it("[LOG8] trims by number, in steps, without renumbering", async () => {
    const log = await openLog(open);
    await log.append(Array.from({ length: 30 }, (_, i) => message(`m${i + 1}`)));
    await log.append([message("other", { streamId: "s2" })]);
    expect(await log.trim({ maxEntries: 10 }, 15)).toEqual([
      { streamId: "s1", firstSeq: 16, removed: 15 },
    ]);
    expect(await log.trim({ maxEntries: 10 }, 15)).toEqual([
      { streamId: "s1", firstSeq: 21, removed: 5 },
    ]);
    expect(await log.trim({ maxEntries: 10 }, 15)).toEqual([]);
    const seqs = (await log.readEntries("s1", 0, 100)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 10 }, (_, i) => i + 21));
    const [next] = await log.append([message("next")]);
    expect(entryOf(next).seq).toBe(31);
  });

  it("[LOG8] trims by age, and leaves the newest entry of each stream", async () => {
    const log = await openLog(open);
    await log.append([message("a"), message("b"), message("c", { streamId: "s2" })]);
    expect(await log.trim({ beforeMs: Date.now() - 60_000 }, 100)).toEqual([]);
    const everything = { beforeMs: Date.now() + 60_000 };
    expect(await log.trim(everything, 100)).toEqual([{ streamId: "s1", firstSeq: 2, removed: 1 }]);
    expect(await log.trim(everything, 100)).toEqual([]);
    expect((await log.readTail("s2", 10)).entries).toHaveLength(1);
    const [next] = await log.append([message("next")]);
    expect(entryOf(next).seq).toBe(3);
  });
});

it("[LOG8] a node that trims what another has just trimmed does not set the begin of the log back", async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"), MIGRATED);
  const { log } = await openStorage({ databaseUrl }, { nowMs: () => Date.now() });
  onTestFinished(() => log.close());
  const write = (count: number) =>
    log.append(Array.from({ length: count }, (_, i) => message(`m${i}`)));
  await write(30);
  const [other, observer] = [await pgClient(databaseUrl), await pgClient(databaseUrl)];
  await other.query(`
    begin;
    update live_chat.streams set first_seq = first_seq where id = 's1';
    delete from live_chat.entries where stream_id = 's1' and seq <= 20`);
  // A store that waits too long gives up, which is right, too.
  const trimmed = log.trim({ maxEntries: 15 }, 100).catch(() => []);
  await eventually("it waits for the other node", async () => {
    const { rows } = await observer.query(
      "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    return rows.length > 0;
  });
  await other.query("update live_chat.streams set first_seq = 21 where id = 's1'; commit");
  expect(await trimmed).toEqual([]);
  await write(10);
  expect(await log.trim({ maxEntries: 15 }, 100)).toEqual([
    { streamId: "s1", firstSeq: 26, removed: 5 },
  ]);
});
