import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { Entry } from "#protocol";
import type { Append, AppendResult, MessageLog } from "../../server/src/chat/ports.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { openSqlite } from "../../server/src/storage/sqlite/open-sqlite.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { createDatabase } from "../support/postgres.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const clock = { nowMs: () => Date.now() };

const IMPLEMENTATIONS: [string, () => Promise<Storage>][] = [
  ["memory", () => openStorage({ databaseUrl: "memory:" }, clock)],
  ["SQLite", () => openSqlite(join(temporaryFolder(), "chat.db"))],
  [
    "SQLite in its own thread",
    () => openStorage({ databaseUrl: `sqlite:${join(temporaryFolder(), "chat.db")}` }, clock),
  ],
  [
    "Postgres",
    async () =>
      openStorage({ databaseUrl: await createDatabase(inject("postgresUrl")) }, clock),
  ],
];

const MINJI = { userId: "u-minji", nickname: "민지", role: "member" } as const;
const TOM = { userId: "u-tom", nickname: "Tom", role: "guest" } as const;

function message(text: string, more: Partial<Extract<Append, { kind: "message" }>> = {}): Append {
  return { kind: "message", streamId: "s1", author: MINJI, message: text, ...more };
}

function removal(messageId: string, onlyOf?: string): Append {
  return { kind: "removal", streamId: "s1", messageId, ...(onlyOf && { onlyOf }) };
}

function entryOf(result: AppendResult | undefined): Entry {
  if (result?.outcome === "refused" || !result?.entry) throw new Error("no entry");
  return result.entry;
}

describe.each(IMPLEMENTATIONS)("the log in %s", (_name, open) => {
  async function openLog(): Promise<MessageLog> {
    const { log } = await open();
    onTestFinished(() => log.close());
    return log;
  }

  it("[LOG4] numbers each stream from 1 without a gap, in the order of the batch", async () => {
    const log = await openLog();
    const first = await log.append([
      message("a"),
      message("x", { streamId: "s2" }),
      message("b"),
    ]);
    const second = await log.append([message("c")]);
    expect([...first, ...second].map((result) => entryOf(result).seq)).toEqual([1, 1, 2, 3]);
    const entries = await log.readEntries("s1", 0, 10);
    expect(entries.map((entry) => entry.kind === "message" && entry.message)).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("[LOG4] gives each stream an epoch of its own, which stays", async () => {
    const log = await openLog();
    const [one, two] = await log.append([message("a"), message("b", { streamId: "s2" })]);
    const [again] = await log.append([message("c")]);
    const epochs = [one, two, again].map((result) =>
      result?.outcome === "appended" ? result.epoch : "",
    );
    expect(epochs[0]).not.toBe("");
    expect(epochs[0]).toBe(epochs[2]);
    expect(epochs[0]).not.toBe(epochs[1]);
    expect((await log.readTail("s1", 1)).epoch).toBe(epochs[0]);
  });

  it("[JR8] knows nothing of a stream before its first entry", async () => {
    const log = await openLog();
    expect(await log.readTail("s1", 10)).toEqual({ epoch: "", entries: [] });
    expect(await log.readMessages("s1", 100, 10)).toEqual([]);
  });

  it("[SM7] keeps all of a message, whatever its letters", async () => {
    const log = await openLog();
    const avatarUrl = "https://example.com/a.png";
    const text = "ㅋㅋㅠ 'quoted' \"한글\" 👨‍👩‍👧 \\ % ; --\nline";
    await log.append([message(text, { author: { ...MINJI, avatarUrl }, clientId: "c1" })]);
    expect(await log.readMessages("s1", 2, 1)).toEqual([
      {
        ...MINJI,
        avatarUrl,
        streamId: "s1",
        seq: 1,
        id: expect.any(String) as string,
        message: text,
        clientId: "c1",
        timestamp: expect.any(Number) as number,
      },
    ]);
  });

  it("[SM7] never lets time go backwards within a stream", async () => {
    const log = await openLog();
    for (let i = 0; i < 5; i++) await log.append([message("a"), message("b")]);
    const times = (await log.readEntries("s1", 0, 10)).map((entry) => entry.timestamp);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(60_000);
  });

  it("[LOG3] answers a repeat with the first result, across and within batches", async () => {
    const log = await openLog();
    const [first] = await log.append([message("a", { clientId: "c1" })]);
    const [again, within, twin] = await log.append([
      message("a", { clientId: "c1" }),
      message("b", { clientId: "c2" }),
      message("b", { clientId: "c2" }),
    ]);
    expect(again).toMatchObject({ outcome: "repeated", entry: entryOf(first) });
    expect(twin).toMatchObject({ outcome: "repeated", entry: entryOf(within) });
    expect(await log.readEntries("s1", 0, 10)).toHaveLength(2);
  });

  it("[LOG3] keeps clientIds apart by person and by stream", async () => {
    const log = await openLog();
    const results = await log.append([
      message("a", { clientId: "c1" }),
      message("b", { clientId: "c1", author: TOM }),
      message("c", { clientId: "c1", streamId: "s2" }),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["appended", "appended", "appended"]);
  });

  it("[LOG3] refuses the same id with another text", async () => {
    const log = await openLog();
    await log.append([message("a", { clientId: "c1" })]);
    expect(await log.append([message("b", { clientId: "c1" })])).toEqual([
      { outcome: "refused", code: "conflict" },
    ]);
  });

  it("[LOG5] a removal is an entry, and leaves nothing of the text behind", async () => {
    const log = await openLog();
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
    const log = await openLog();
    const [sent] = await log.append([message("a", { clientId: "c1" })]);
    await log.append([removal(entryOf(sent).id)]);
    const [again] = await log.append([message("a", { clientId: "c1" })]);
    expect(again).toMatchObject({ outcome: "repeated", entry: { seq: 1 } });
    expect(await log.readMessages("s1", 100, 10)).toEqual([]);
  });

  it("[RM1] refuses to remove what is not there or another's, and removes once", async () => {
    const log = await openLog();
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

  it("[HI1] pages backwards through messages and forwards through entries", async () => {
    const log = await openLog();
    await log.append(Array.from({ length: 25 }, (_, i) => message(`m${i + 1}`)));
    const seqs = (list: { seq: number }[]) => list.map(({ seq }) => seq);
    expect(seqs(await log.readMessages("s1", 11, 3))).toEqual([8, 9, 10]);
    expect(seqs(await log.readMessages("s1", Number.MAX_SAFE_INTEGER, 2))).toEqual([24, 25]);
    expect(await log.readMessages("s1", -5, 2)).toEqual([]);
    expect(seqs(await log.readEntries("s1", 22, 2))).toEqual([23, 24]);
    expect(seqs(await log.readEntries("s1", -1, 2))).toEqual([1, 2]);
    expect(await log.readEntries("s1", 25, 2)).toEqual([]);
    expect(seqs((await log.readTail("s1", 2)).entries)).toEqual([24, 25]);
  });

  it("[LOG2] takes batches of any size", async () => {
    const log = await openLog();
    const many = Array.from({ length: 1_200 }, (_, i) => message(`m${i}`, { clientId: `c${i}` }));
    expect(await log.append(many)).toHaveLength(1_200);
    expect(await log.append([])).toEqual([]);
    expect((await log.readTail("s1", 1)).entries[0]?.seq).toBe(1_200);
  });

  it("[LOG1] shows a reader nothing that is not committed", async () => {
    const log = await openLog();
    const seen: Promise<Entry[]>[] = [];
    const append = log.append(Array.from({ length: 50 }, (_, i) => message(`m${i}`)));
    for (let i = 0; i < 20; i++) seen.push(log.readEntries("s1", 0, 100));
    await append;
    // Each read saw all of the batch or none of it.
    for (const entries of await Promise.all(seen)) expect([0, 50]).toContain(entries.length);
  });

  it("[EN6] purges one person's messages, and no one else's", async () => {
    const log = await openLog();
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
    const log = await openLog();
    await log.append(Array.from({ length: 30 }, (_, i) => message(`m${i + 1}`)));
    await log.append([message("other", { streamId: "s2" })]);
    expect(await log.trim({ maxEntries: 10 }, 15)).toEqual([{ streamId: "s1", firstSeq: 16 }]);
    expect(await log.trim({ maxEntries: 10 }, 15)).toEqual([{ streamId: "s1", firstSeq: 21 }]);
    expect(await log.trim({ maxEntries: 10 }, 15)).toEqual([]);
    const seqs = (await log.readEntries("s1", 0, 100)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 10 }, (_, i) => i + 21));
    const [next] = await log.append([message("next")]);
    expect(entryOf(next).seq).toBe(31);
  });

  it("[LOG8] trims by age, and leaves the newest entry of each stream", async () => {
    const log = await openLog();
    await log.append([message("a"), message("b"), message("c", { streamId: "s2" })]);
    expect(await log.trim({ beforeMs: Date.now() - 60_000 }, 100)).toEqual([]);
    const everything = { beforeMs: Date.now() + 60_000 };
    expect(await log.trim(everything, 100)).toEqual([{ streamId: "s1", firstSeq: 2 }]);
    expect(await log.trim(everything, 100)).toEqual([]);
    expect((await log.readTail("s2", 10)).entries).toHaveLength(1);
    const [next] = await log.append([message("next")]);
    expect(entryOf(next).seq).toBe(3);
  });

  it("answers a ping", async () => {
    const log = await openLog();
    await expect(log.ping()).resolves.toBeUndefined();
  });
});

describe.each(IMPLEMENTATIONS.slice(1))("what %s keeps", (_name, open) => {
  it("[CN3] keeps the first secret proposed under a name", async () => {
    const { log, secrets } = await open();
    onTestFinished(() => log.close());
    expect(await secrets.keep("session", "first")).toBe("first");
    expect(await secrets.keep("session", "second")).toBe("first");
    expect(await secrets.keep("other", "third")).toBe("third");
  });
});
