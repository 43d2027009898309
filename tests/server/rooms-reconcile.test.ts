import { describe, expect, it, vi } from "vitest";
import type { LogBatch } from "../../server/src/chat/ports/log-entry.ts";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { Rooms } from "../../server/src/chat/streams/rooms.ts";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";

const VIEWER = { userId: "u", role: "viewer", maySend: false } as const;

function message(streamId: string, text: string): Append {
  const author = { userId: "u", nickname: "u", role: "guest" } as const;
  return { kind: "message", streamId, author, message: text };
}

/** Rooms with somebody in each, over a log that others write to. */
async function setUp(streamIds: readonly string[]) {
  const log = new MemoryMessageLog({ nowMs: () => 1 });
  const shown: LogBatch[] = [];
  const diverged: string[] = [];
  const rooms = new Rooms(log, {
    historyLimit: 3,
    recoveryEntries: 10,
    onEntries: (batch) => shown.push(batch),
    onDiverged: (streamId) => diverged.push(streamId),
  });
  for (const streamId of streamIds)
    (await rooms.open(streamId)).roster.add(`c-${streamId}`, VIEWER);
  const texts = () =>
    shown.flatMap(({ streamId, entries }) =>
      entries.map((entry) => `${streamId} ${entry.kind === "message" ? entry.message : "?"}`),
    );
  return { log, rooms, shown, diverged, texts };
}

describe("healing", () => {
  it("[LOG6] asks once for all rooms, and reads only those that are behind", async () => {
    const { log, rooms, texts } = await setUp(["s1", "s2", "s3"]);
    await log.append([message("s2", "elsewhere")]);
    const heads = vi.spyOn(log, "readHeads");
    const parts = vi.spyOn(log, "readParts");
    rooms.markAllStale();
    await rooms.reconcile();
    expect(texts()).toEqual(["s2 elsewhere"]);
    expect(heads).toHaveBeenCalledTimes(1);
    expect(parts.mock.calls).toEqual([[[{ streamId: "s2", afterSeq: 0, lastSeq: 1 }]]]);
  });

  it("[LOG6][LOG7] looks as often as a failed commit needs, though a message asks for one look meanwhile", async () => {
    const { log, rooms } = await setUp(["s1"]);
    const heads = vi.spyOn(log, "readHeads");
    rooms.markStale("s1");
    rooms.markStale("s1", 1);
    for (let round = 0; round < 8; round++) await rooms.reconcile();
    expect(heads).toHaveBeenCalledTimes(5);
  });

  it("[LOG6] shows nothing in the feed of a room that was dropped while it was read", async () => {
    const { log, rooms, texts } = await setUp(["s1"]);
    await log.append([message("s1", "elsewhere")]);
    const readParts = log.readParts.bind(log);
    vi.spyOn(log, "readParts").mockImplementationOnce(async (parts) => {
      const read = await readParts(parts);
      rooms.forget("s1");
      (await rooms.open("s1")).roster.add("c", VIEWER);
      return read;
    });
    rooms.markAllStale();
    await rooms.reconcile();
    expect(texts()).toEqual([]);
    expect(rooms.get("s1")?.feed.position.seq).toBe(1);
  });

  it("[LOG4] throws nobody out of the room that was opened after one that turned out to be of another log", async () => {
    const { log, rooms, diverged } = await setUp(["s1"]);
    await log.append([message("s1", "first")]);
    rooms.markAllStale();
    await rooms.reconcile();
    vi.spyOn(log, "readHeads").mockImplementationOnce(async () => {
      rooms.forget("s1");
      (await rooms.open("s1")).roster.add("c", VIEWER);
      // As of a store that was put back.
      return [];
    });
    rooms.markAllStale();
    await rooms.reconcile();
    expect(diverged).toEqual([]);
  });

  it("[LOG3] catches up where a repeat says that the first one was committed", async () => {
    const { log, rooms, texts } = await setUp(["s1"]);
    const first = { ...message("s1", "once"), clientId: "c1" };
    await log.append([first]);
    const [repeated] = await log.append([first]);
    rooms.showCommitted([first], [repeated!]);
    await vi.waitFor(() => expect(texts()).toEqual(["s1 once"]));
  });

  it("[SM6] shows all that one commit has of a room, in order", async () => {
    const { log, rooms, texts } = await setUp(["s1", "s2"]);
    const batch = ["s1", "s2", "s1"].map((streamId, i) => message(streamId, `${i}`));
    rooms.showCommitted(batch, await log.append(batch));
    expect(texts()).toEqual(["s1 0", "s1 2", "s2 1"]);
  });

  it("[LOG7] a room that could not be opened leaves the one that was opened after it", async () => {
    const { log, rooms } = await setUp([]);
    let fail: (error: Error) => void = () => undefined;
    vi.spyOn(log, "readTail").mockImplementationOnce(
      () => new Promise((_, reject) => (fail = reject)),
    );
    const failing = rooms.open("s1");
    rooms.forget("s1");
    const room = await rooms.open("s1");
    fail(new StoreError("store-unavailable"));
    await expect(failing).rejects.toThrow();
    expect(rooms.get("s1")).toBe(room);
  });

  it("[LOG6] reads what many rooms lack together, in order, and each entry once", async () => {
    const streamIds = Array.from({ length: 200 }, (_, i) => `s${i}`);
    const { log, rooms, texts } = await setUp(streamIds);
    for (const text of ["a", "b", "c"])
      await log.append(streamIds.map((streamId) => message(streamId, text)));
    const parts = vi.spyOn(log, "readParts");
    const entries = vi.spyOn(log, "readEntries");
    for (let round = 0; round < 2; round++) {
      rooms.markAllStale();
      await rooms.reconcile();
    }
    const expected = streamIds.flatMap((id) => [`${id} a`, `${id} b`, `${id} c`]);
    expect(texts()).toEqual(expected);
    expect(parts).toHaveBeenCalledTimes(1);
    expect(entries).not.toHaveBeenCalled();
  });

  it("[LOG6] reads a room that lacks much by itself, and no page of all is too large", async () => {
    const streamIds = Array.from({ length: 30 }, (_, i) => `s${i}`);
    const { log, rooms, texts } = await setUp(["much", ...streamIds]);
    const write = async (streamId: string, count: number) => {
      const batch = Array.from({ length: count }, (_, i) => message(streamId, `${i}`));
      await log.append(batch);
    };
    await write("much", 300);
    for (const streamId of streamIds) await write(streamId, 50);
    const parts = vi.spyOn(log, "readParts");
    const entries = vi.spyOn(log, "readEntries");
    rooms.markAllStale();
    await rooms.reconcile();
    expect(new Set(texts()).size).toBe(300 + 30 * 50);
    expect(texts()).toHaveLength(300 + 30 * 50);
    expect(parts.mock.calls.map(([page]) => page.length)).toEqual([20, 10]);
    expect(entries.mock.calls.map(([streamId]) => streamId)).toEqual(["much"]);
  });

  it("[LOG6] shows nothing twice that arrives by itself while it is read", async () => {
    const { log, rooms, texts } = await setUp(["s1", "s2"]);
    const batch = [message("s1", "a"), message("s1", "b"), message("s2", "c")];
    const results = await log.append(batch);
    const read = log.readParts.bind(log);
    vi.spyOn(log, "readParts").mockImplementation(async (asked) => {
      const parts = await read(asked);
      rooms.showCommitted(batch.slice(0, 1), results.slice(0, 1));
      return parts;
    });
    rooms.markAllStale();
    await rooms.reconcile();
    expect(texts()).toEqual(["s1 a", "s1 b", "s2 c"]);
  });

  it("[EN1] names the epoch of a log that another node began", async () => {
    const { log, rooms, shown } = await setUp(["s1"]);
    const [first] = await log.append([message("s1", "elsewhere")]);
    rooms.markAllStale();
    await rooms.reconcile();
    const epoch = first?.outcome === "appended" ? first.epoch : "";
    expect(epoch).not.toBe("");
    expect(shown).toMatchObject([{ epoch }]);
  });

  it("[LOG6] repeats a failed read, and not more often than needed", async () => {
    const { log, rooms, texts } = await setUp(["s1", "s2"]);
    await log.append([message("s1", "a"), message("s2", "b")]);
    const heads = vi.spyOn(log, "readHeads");
    heads.mockRejectedValueOnce(new StoreError("store-busy"));
    rooms.markStale("s1", 1);
    rooms.markStale("nobody opened this", 5);
    await rooms.reconcile();
    expect(texts()).toEqual([]);
    await rooms.reconcile();
    expect(texts()).toEqual(["s1 a"]);
    await rooms.reconcile();
    expect(heads.mock.calls.map(([asked]) => asked)).toEqual([["s1"], ["s1"]]);
  });

  it("[LOG4][LOG6] takes what is committed while the heads are read for no other log", async () => {
    const { log, rooms, diverged, texts } = await setUp(["s1"]);
    const write = async (text: string) => {
      const batch = [message("s1", text)];
      rooms.showCommitted(batch, await log.append(batch));
    };
    await write("a");
    const heads = await log.readHeads(["s1"]);
    vi.spyOn(log, "readHeads").mockImplementationOnce(async () => {
      await write("b");
      return heads;
    });
    rooms.markAllStale();
    await rooms.reconcile();
    expect([diverged, texts()]).toEqual([[], ["s1 a", "s1 b"]]);
  });

  it("[LOG4] notices a database that was wiped or restored while viewers are here", async () => {
    const { log, rooms, diverged } = await setUp(["s1", "s2", "s3"]);
    for (const streamId of ["s1", "s2", "s3"]) {
      const batch = [message(streamId, "a"), message(streamId, "b")];
      rooms.showCommitted(batch, await log.append(batch));
    }
    const [one, two, three] = await log.readHeads(["s1", "s2", "s3"]);
    vi.spyOn(log, "readHeads").mockResolvedValue([
      { ...one!, epoch: "another" },
      { ...two!, seq: 1 },
      three!,
    ]);
    rooms.markAllStale();
    await rooms.reconcile();
    expect(diverged).toEqual(["s1", "s2"]);
  });
});
