import { describe, expect, it, vi } from "vitest";
import { JoinThrottle } from "../../server/src/chat/limits/join-throttle.ts";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { StreamFeed } from "../../server/src/chat/streams/stream-feed.ts";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { SqlMessageLog } from "../../server/src/storage/sql/log/sql-message-log.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, next, send, tell } from "../support/stock-client.ts";

/** How often something of so many items was encoded. */
function countEncodings(items: number): () => number {
  const stringify = vi.spyOn(JSON, "stringify");
  return () => stringify.mock.calls.filter(([value]) => longest(value) >= items).length;
}

function longest(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Math.max(Array.isArray(value) ? value.length : 0, ...Object.values(value).map(longest));
}

async function fullRoom(url: string) {
  const writer = connect(url, { transports: ["websocket"] });
  const { position } = await join(writer, "s1", "민지", { wants: ["entries"] });
  for (let i = 0; i < 30; i++) await send(writer, "s1", `${i} 안녕 "hello"`);
  return { writer, position };
}

describe("a crowd that joins", () => {
  it("[JR2][JR4] has one history encoded for all of it, in both forms, and again after a message", async () => {
    const { url } = await startServer();
    const { writer } = await fullRoom(url);
    const encodings = countEncodings(30);
    const read = vi.spyOn(SqlMessageLog.prototype, "readTail");
    const readers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const reader = connect(url, { transports: [i < 20 ? "websocket" : "polling"] });
        if (i % 2 === 0) return join(reader, "s1", undefined, { wants: ["entries"] });
        tell(reader, "join-room", { streamId: "s1" });
        return { recovered: false as const, messages: await next(reader, "message-history") };
      }),
    );
    expect(encodings()).toBe(1);
    expect(read).not.toHaveBeenCalled();
    const texts = Array.from({ length: 30 }, (_, i) => `${i} 안녕 "hello"`);
    for (const joined of readers)
      expect(joined.recovered ? [] : joined.messages.map(({ message }) => message)).toEqual(texts);
    await send(writer, "s1", "news");
    const late = await join(connect(url), "s1");
    expect(late.recovered ? [] : late.messages.at(-1)).toMatchObject({ message: "news" });
    expect(encodings()).toBe(2);
  });

  it("[LOG4] that comes back from one place has one delta encoded for all of it", async () => {
    const { url } = await startServer();
    const { position, writer } = await fullRoom(url);
    const { me } = await join(writer, "s1", "민지");
    const encodings = countEncodings(30);
    const back = await Promise.all(
      Array.from({ length: 20 }, () =>
        join(connect(url), "s1", "같은 사람", { wants: ["entries"], after: position }),
      ),
    );
    expect(encodings()).toBe(1);
    for (const joined of back) {
      expect(joined.recovered && joined.entries).toHaveLength(30);
      expect(joined.me.userId).not.toBe(me.userId);
    }
    expect(new Set(back.map(({ me: { userId } }) => userId)).size).toBe(20);
  });

  it("[JR9] opens no room for a client that gave up in the queue", async () => {
    const { url } = await startServer();
    const read = vi.spyOn(SqlMessageLog.prototype, "readTail");
    const [gone, watcher] = [connect(url, { transports: ["websocket"] }), connect(url)];
    await join(watcher, "s1", "민지");
    let letIn = () => {};
    const queue = new Promise<void>((resolve) => (letIn = resolve));
    vi.spyOn(JoinThrottle.prototype, "admit").mockImplementationOnce(async () => {
      gone.disconnect();
      await queue;
      return 0;
    });
    tell(gone, "join-room", { streamId: "deserted", user: { nickname: "지훈" } });
    await new Promise((resolve) => gone.once("disconnect", resolve));
    // Its end reaches the server before what is sent after it.
    await send(watcher, "s1", "안녕");
    letIn();
    await send(watcher, "s1", "또 안녕");
    expect(read.mock.calls.map(([streamId]) => streamId)).toEqual(["s1"]);
  });

  it("[LOG7] waits together for a store that does not answer, not one after another", async () => {
    const log = new MemoryMessageLog({ nowMs: () => 1 });
    const author = { userId: "u", nickname: "u", role: "guest" } as const;
    const messages = Array.from({ length: 50 }, (_, i): Append => {
      return { kind: "message", streamId: "s1", author, message: `${i}` };
    });
    await log.append(messages);
    const events = { onEntries: () => undefined, onDiverged: () => undefined };
    const feed = await StreamFeed.open("s1", log, {
      historyLimit: 2,
      recoveryEntries: 40,
      ...events,
    });
    const [entry] = await log.readEntries("s1", 19, 1);
    const after = { epoch: feed.position.epoch, seq: 20, id: entry!.id };
    const read = vi.spyOn(log, "readEntries").mockImplementation(async () => {
      throw new StoreError("store-unavailable");
    });
    const waiting = await Promise.allSettled([1, 2, 3].map(() => feed.prepare(after)));
    expect(waiting.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(read).toHaveBeenCalledTimes(1);
    expect(feed.answerFromMemory()).toBe(feed.answerFromMemory());
    read.mockRestore();
    await feed.prepare(after);
    expect(feed.answer(after)).toMatchObject({ recovered: true });
  });
});
