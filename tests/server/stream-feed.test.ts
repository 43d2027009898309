import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { LogBatch, LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { StreamFeed, type StreamFeedOptions } from "../../server/src/chat/streams/stream-feed.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { eventually } from "../support/eventually.ts";
import { propertyRuns } from "../support/property-cases.ts";

function message(text: string): Append {
  const author = { userId: "u", nickname: "u", role: "guest" } as const;
  return { kind: "message", streamId: "s1", author, message: text };
}

async function setUp(count: number, options: Partial<StreamFeedOptions> = {}) {
  const log = new MemoryMessageLog({ nowMs: () => 1 });
  await log.append(Array.from({ length: count }, (_, i) => message(`m${i + 1}`)));
  const shown: LogBatch[] = [];
  const onDiverged = vi.fn<(streamId: string) => void>();
  const feed = await StreamFeed.open("s1", log, {
    historyLimit: 3,
    recoveryEntries: 10,
    onEntries: (batch) => shown.push(batch),
    onDiverged,
    ...options,
  });
  /** What another node, or this one, wrote to the store. */
  async function write(texts: string[]): Promise<{ epoch: string; entries: LogEntry[] }> {
    await log.append(texts.map(message));
    const { epoch, entries } = await log.readTail("s1", texts.length);
    return { epoch, entries };
  }
  const seqs = () => shown.flatMap(({ entries }) => entries.map(({ seq }) => seq));
  return { log, feed, write, seqs, onDiverged };
}

describe("a stream's feed", () => {
  it("[LOG6] reads what another node wrote before it shows what follows", async () => {
    const { feed, write, seqs } = await setUp(2);
    await write(["elsewhere", "elsewhere too"]);
    const own = await write(["own"]);
    feed.show(own.epoch, own.entries);
    expect(seqs()).toEqual([]);
    await eventually("the entries", () => feed.position.seq === 5);
    expect(seqs()).toEqual([3, 4, 5]);
  });

  it("[LOG6] shows each entry once and in order, however it learns of them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(19), { maxLength: 60 }), async (order) => {
        const { feed, write, seqs } = await setUp(0, { recoveryEntries: 100 });
        const { epoch, entries } = await write(Array.from({ length: 20 }, (_, i) => `${i}`));
        for (const index of order) feed.show(epoch, [entries[index]!]);
        feed.show(epoch, [entries[19]!]);
        await eventually("the entries", () => feed.position.seq === 20);
        expect(seqs()).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  it("[LOG6] shows what is committed while it catches up once, and all that it lacked", async () => {
    const { log, feed, write, seqs } = await setUp(2);
    // More than one page.
    const { epoch } = await write(Array.from({ length: 1_200 }, (_, i) => `${i}`));
    const readEntries = log.readEntries.bind(log);
    vi.spyOn(log, "readEntries").mockImplementation(async (...args) => {
      const read = await readEntries(...args);
      // As a read does that has gone beyond what is shown by then.
      feed.show(epoch, read.slice(0, 1));
      return read;
    });
    feed.catchUpTo(epoch, 1_202);
    await eventually("the entries", () => feed.position.seq === 1_202);
    expect(seqs()).toEqual(Array.from({ length: 1_200 }, (_, i) => i + 3));
  });

  it("[JR4] answers each join as of the moment, also after what it has answered before", async () => {
    const { feed, write } = await setUp(2);
    const at = { ...feed.position };
    const answers = () => [feed.answer()?.position.seq, feed.answer(at)?.position.seq];
    expect(answers()).toEqual([2, 2]);
    const { epoch, entries } = await write(["m3"]);
    feed.show(epoch, entries);
    expect(answers()).toEqual([3, 3]);
    expect(feed.answer(at)).toMatchObject({ recovered: true, entries: [{ seq: 3 }] });
  });

  it("[MO6][MO9] has the room's mode and pin as of the newest entry, also none", async () => {
    const { feed } = await setUp(1);
    const { epoch } = feed.position;
    const at = (seq: number) => ({ seq, id: `i${seq}`, timestamp: seq });
    const pinned = { text: "hello" };
    feed.show(epoch, [
      { kind: "pin", ...at(2), pinned },
      { kind: "mode", ...at(3), mode: { slowSeconds: 5 } },
    ]);
    expect(feed.roomState).toEqual({ pinned, mode: { slowSeconds: 5 } });
    feed.show(epoch, [
      { kind: "pin", ...at(4), pinned: null },
      { kind: "mode", ...at(5), mode: {} },
    ]);
    expect(feed.roomState).toEqual({});
  });

  it("[LOG8] answers nothing that retention has deleted, also where it has answered before", async () => {
    const { feed } = await setUp(6, { historyLimit: 6 });
    const answered = () => JSON.stringify([feed.answer(), feed.answerFromMemory()]);
    expect(answered()).toContain('"m2"');
    feed.dropBefore(5);
    expect(answered()).not.toContain('"m2"');
    expect(answered()).toContain('"m6"');
  });

  it("[LOG4] says so when the store holds another log than the one it showed", async () => {
    const { feed, write, onDiverged } = await setUp(2);
    const { epoch, entries } = await write(["m3"]);
    feed.show("another epoch", entries);
    feed.show(epoch, [{ ...entries[0]!, seq: 2, id: "another entry" }]);
    expect(onDiverged).toHaveBeenCalledTimes(2);
  });

  it("[JR2] fills a snapshot with messages from before what it holds", async () => {
    const { feed, log } = await setUp(20, { historyLimit: 4 });
    // Most of what is in memory is removed, as after a raid.
    for (const { id } of await log.readMessages("s1", 21, 7)) {
      const [removed] = await log.append([{ kind: "removal", streamId: "s1", messageId: id }]);
      if (removed?.outcome === "appended") feed.show(removed.epoch, [removed.entry]);
    }
    expect(feed.answer()).toBeUndefined();
    await feed.prepare();
    expect(feed.answer()).toMatchObject({
      recovered: false,
      messages: [{ message: "m10" }, { message: "m11" }, { message: "m12" }, { message: "m13" }],
      more: true,
    });
  });

  it("[LOG4] reads back once for all who come back, and not for those after them", async () => {
    const { feed, log } = await setUp(30, { recoveryEntries: 20 });
    const read = vi.spyOn(log, "readEntries");
    const [place] = await log.readEntries("s1", 11, 1);
    read.mockClear();
    const after = { epoch: feed.position.epoch, seq: 12, id: place!.id };
    expect(feed.answer(after)).toBeUndefined();
    await Promise.all([feed.prepare(after), feed.prepare(after), feed.prepare(after)]);
    const answer = feed.answer(after);
    expect(answer?.recovered && answer.entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 18 }, (_, i) => i + 13),
    );
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("[LOG7] answers from memory when the store cannot be read", async () => {
    const { feed } = await setUp(30);
    expect(feed.answerFromMemory()).toMatchObject({
      position: { seq: 30 },
      recovered: false,
      messages: [{ message: "m28" }, { message: "m29" }, { message: "m30" }],
      more: true,
    });
  });

  it("keeps no more than it may need", async () => {
    const { feed, write } = await setUp(0, { recoveryEntries: 10 });
    for (let i = 0; i < 50; i++) {
      const { epoch, entries } = await write([`m${i}`]);
      feed.show(epoch, entries);
    }
    const { epoch } = feed.position;
    expect(feed.answer({ epoch, seq: 30, id: "x" })).toMatchObject({ recovered: false });
    expect(feed.answer()).toMatchObject({ position: { seq: 50 } });
  });
});
