import { describe, expect, it, onTestFinished } from "vitest";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import {
  entryOf,
  message,
  MINJI,
  openLog,
  removal,
  STORAGES,
  TOM,
} from "../support/message-logs.ts";

describe.each(STORAGES)("the log in %s", (_name, open) => {
  it("[LOG4] numbers each stream from 1 without a gap, in the order of the batch", async () => {
    const log = await openLog(open);
    const first = await log.append([message("a"), message("x", { streamId: "s2" }), message("b")]);
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
    const log = await openLog(open);
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

  it("[LOG4][HE1] gives no two streams, entries and held messages the same random part, however many there are", async () => {
    const log = await openLog(open);
    // Together they take more random bytes than are drawn at once.
    const many = Array.from({ length: 400 }, (_, i) => `s${i}`);
    const sent = await log.append(many.map((streamId) => message("a", { streamId })));
    const held = await log.append(many.map((text) => message(text, { held: { why: "filter" } })));
    const ids = [...sent, ...held].flatMap((result) => {
      if (result.outcome === "held") return [result.message.id];
      if (result.outcome !== "appended") throw new Error(result.outcome);
      return [result.epoch, result.entry.id];
    });
    expect(ids).toHaveLength(1_200);
    expect(ids[0]).toMatch(/^[\w-]{12}$/);
    // 64 of 72 random bits: two equal parts would be shared bytes.
    const bytes = ids.map((id) => Buffer.from(id.slice(-12), "base64url"));
    const parts = bytes.flatMap((each) => [each.toString("hex", 0, 8), each.toString("hex", 1)]);
    expect(new Set(parts).size).toBe(parts.length);
  });

  it("[JR8] knows nothing of a stream before its first entry", async () => {
    const log = await openLog(open);
    expect(await log.readTail("s1", 10)).toEqual({ epoch: "", entries: [] });
    expect(await log.readMessages("s1", 100, 10)).toEqual([]);
  });

  it("[SM7] keeps all of a message, whatever its letters", async () => {
    const log = await openLog(open);
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
    const log = await openLog(open);
    for (let i = 0; i < 5; i++) await log.append([message("a"), message("b")]);
    const times = (await log.readEntries("s1", 0, 10)).map((entry) => entry.timestamp);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(60_000);
  });

  it("[LOG3] answers a repeat with the first result, across and within batches", async () => {
    const log = await openLog(open);
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
    const log = await openLog(open);
    const results = await log.append([
      message("a", { clientId: "c1" }),
      message("b", { clientId: "c1", author: TOM }),
      message("c", { clientId: "c1", streamId: "s2" }),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["appended", "appended", "appended"]);
  });

  it("[LOG3] refuses the same id with another text", async () => {
    const log = await openLog(open);
    await log.append([message("a", { clientId: "c1" })]);
    expect(await log.append([message("b", { clientId: "c1" })])).toEqual([
      { outcome: "refused", code: "conflict" },
    ]);
  });

  it("[HI1] pages backwards through messages and forwards through entries", async () => {
    const log = await openLog(open);
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

  it("[LOG6] reads the heads of many streams in one answer", async () => {
    const log = await openLog(open);
    const [one] = await log.append([
      message("a"),
      message("b"),
      ...Array.from({ length: 3 }, (_, i) => message("c", { streamId: `other-${i}` })),
    ]);
    if (one?.outcome !== "appended") throw new Error("not appended");
    const ids = ["s1", "unknown", ...Array.from({ length: 12_000 }, (_, i) => `other-${i}`)];
    const heads = await log.readHeads(ids);
    expect(heads).toHaveLength(4);
    expect(heads).toContainEqual({
      streamId: "s1",
      epoch: one.epoch,
      seq: 2,
      firstSeq: 1,
      policyVersion: 0,
      channelVersion: 0,
    });
    expect(await log.readHeads([])).toEqual([]);
  });

  it("[LOG6] reads parts of several logs together, as it reads each", async () => {
    const log = await openLog(open);
    const other = { streamId: "s2" };
    await log.append([message("a"), message("b"), message("x", other), message("c")]);
    const hidden = entryOf((await log.append([message("y", { ...other, author: TOM })]))[0]);
    await log.append([{ ...removal(hidden.id), ...other }, message("z", other)]);
    const parts = await log.readParts([
      { streamId: "s2", afterSeq: 1, lastSeq: 4 },
      { streamId: "unknown", afterSeq: 0, lastSeq: 3 },
      { streamId: "s1", afterSeq: 0, lastSeq: 2 },
      { streamId: "s1'\"한글", afterSeq: 0, lastSeq: 2 },
    ]);
    expect(parts).toEqual([
      await log.readEntries("s2", 1, 3),
      [],
      await log.readEntries("s1", 0, 2),
      [],
    ]);
    expect(parts.map((part) => part.length)).toEqual([3, 0, 2, 0]);
    expect(await log.readParts([])).toEqual([]);
  });

  it("[LOG5, EN6] reads purged, cleared and quoted messages in parts as in one log", async () => {
    const log = await openLog(open);
    const said = entryOf((await log.append([message("a"), message("b", { author: TOM })]))[0]);
    await log.append([{ kind: "purge", streamId: "s1", userId: TOM.userId }, message("c")]);
    expect(said.kind).toBe("message");
    const whole = await log.readEntries("s1", 0, 10);
    const [part] = await log.readParts([{ streamId: "s1", afterSeq: 0, lastSeq: whole.length }]);
    expect(part).toEqual(whole);
    expect(part?.map(({ kind }) => kind)).toEqual(["message", "tombstone", "purge", "message"]);
  });

  it("[LOG2] takes batches of any size", async () => {
    const log = await openLog(open);
    const many = Array.from({ length: 1_200 }, (_, i) => message(`m${i}`, { clientId: `c${i}` }));
    expect(await log.append(many)).toHaveLength(1_200);
    expect(await log.append([])).toEqual([]);
    expect((await log.readTail("s1", 1)).entries[0]?.seq).toBe(1_200);
  });

  it("[LOG1] shows a reader nothing that is not committed", async () => {
    const log = await openLog(open);
    const seen: Promise<LogEntry[]>[] = [];
    const append = log.append(Array.from({ length: 50 }, (_, i) => message(`m${i}`)));
    for (let i = 0; i < 20; i++) seen.push(log.readEntries("s1", 0, 100));
    await append;
    // Each read saw all of the batch or none of it.
    for (const entries of await Promise.all(seen)) expect([0, 50]).toContain(entries.length);
  });

  it("answers a ping", async () => {
    const log = await openLog(open);
    await expect(log.ping()).resolves.toBeUndefined();
  });
});

describe.each(STORAGES)("the secrets in %s", (_name, open) => {
  it("[CN3] keeps the first secret proposed under a name", async () => {
    const { log, secrets } = await open();
    onTestFinished(() => log.close());
    expect(await secrets.getOrCreate("session", "first")).toBe("first");
    expect(await secrets.getOrCreate("session", "second")).toBe("first");
    expect(await secrets.getOrCreate("other", "third")).toBe("third");
  });
});
