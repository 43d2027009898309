import { describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { ChatMessage } from "#protocol";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import type { Append, AppendResult } from "../../server/src/chat/ports/append.ts";
import type { LogTail } from "../../server/src/chat/ports/message-log.ts";
import { Rooms } from "../../server/src/chat/streams/rooms.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";

/** A log that answers reads as of when they were asked, but only when the test says so. */
class SlowLog extends MemoryMessageLog {
  readonly #held: (() => void)[] = [];
  holding = false;

  override readTail(streamId: string, limit: number): Promise<LogTail> {
    return this.#late(super.readTail(streamId, limit));
  }

  override readEntries(streamId: string, afterSeq: number, limit: number): Promise<LogEntry[]> {
    return this.#late(super.readEntries(streamId, afterSeq, limit));
  }

  override readMessages(streamId: string, before: number, limit: number): Promise<ChatMessage[]> {
    return this.#late(super.readMessages(streamId, before, limit));
  }

  /** Resolves when something was read, and its answer waits. */
  async read(): Promise<void> {
    await eventually("a held read", () => this.#held.length > 0);
  }

  release(): void {
    this.holding = false;
    for (const answer of this.#held.splice(0)) answer();
  }

  async #late<T>(read: Promise<T>): Promise<T> {
    const answer = await read;
    if (this.holding) await new Promise<void>((resolve) => this.#held.push(resolve));
    return answer;
  }
}

async function setUp(count: number) {
  const log = new SlowLog({ nowMs: () => 1 });
  const rooms = new Rooms(log, {
    historyLimit: 3,
    recoveryEntries: 50,
    onEntries: () => undefined,
    onDiverged: () => undefined,
  });
  const author = { userId: "u", nickname: "u", role: "guest" } as const;
  const commit = async (...batch: Append[]): Promise<AppendResult[]> => {
    const results = await log.append(batch);
    rooms.showCommitted(batch, results);
    return results;
  };
  const texts = Array.from({ length: count }, (_, i) => `secret ${i + 1}`);
  const sent = await commit(
    ...texts.map((message): Append => ({ kind: "message", streamId: "s1", author, message })),
  );
  const ids = sent.map((result) => (result.outcome === "appended" ? result.entry.id : ""));
  const remove = (seq: number) =>
    commit({ kind: "removal", streamId: "s1", messageId: ids[seq - 1]! });
  return { log, rooms, ids, remove };
}

describe("a removal that is committed while something older is being read", () => {
  it("[LOG5] is not lost on a room that is being opened", async () => {
    const { log, rooms, remove } = await setUp(3);
    log.holding = true;
    const opening = rooms.open("s1");
    await log.read();
    await remove(2);
    log.release();
    const { feed } = await opening;
    await feed.prepare();
    expect(JSON.stringify(feed.answer())).not.toContain("secret 2");
    expect(feed.position.seq).toBe(4);
  });

  it("[LOG5] applies to the entries that a delta reaches back to", async () => {
    const { log, rooms, ids, remove } = await setUp(20);
    const { feed } = await rooms.open("s1");
    const after = { epoch: feed.position.epoch, seq: 2, id: ids[1]! };
    log.holding = true;
    const preparing = feed.prepare(after);
    await log.read();
    await remove(5);
    log.release();
    await preparing;
    const answer = JSON.stringify(feed.answer(after));
    expect(answer).toContain("secret 6");
    expect(answer).not.toContain('"secret 5"');
  });

  it("[LOG5] applies to the older messages that a snapshot is filled with", async () => {
    const { log, rooms, remove } = await setUp(20);
    const { feed } = await rooms.open("s1");
    for (const seq of [15, 16, 17, 18, 19, 20]) await remove(seq);
    log.holding = true;
    const preparing = feed.prepare();
    await log.read();
    await remove(13);
    log.release();
    await preparing;
    const answer = JSON.stringify(feed.answer() ?? feed.answerFromMemory());
    expect(answer).not.toContain('"secret 13"');
  });
});
