import { describe, expect, it } from "vitest";
import { BackPressure } from "../../server/src/fan-out/back-pressure.ts";
import type { EngineSocket } from "../../server/src/fan-out/writers/connection-writer.ts";
import { queueOf } from "../../server/src/fan-out/writers/engine-internals.ts";
import { noCounts } from "../../server/src/fan-out/fan-out-stats.ts";
import { FakeLoop } from "../support/loop-clock.ts";

const KB = 1_024;

/** Readers whose kernel takes what the test says, watched by back-pressure. */
function setUp() {
  const loop = new FakeLoop();
  const counts = noCounts();
  const reset: string[] = [];
  const names = new Map<EngineSocket, string>();
  const backPressure = new BackPressure({
    ...{ clock: loop, counts },
    reset: (engine) => reset.push(names.get(engine)!),
  });
  const open = (name: string) => {
    const tcp = { writableLength: 0, _bytesDispatched: 0, _handle: { writeQueueSize: 0 } };
    const transport = { name: "websocket", socket: { _socket: tcp } };
    const engine = { readyState: "open", writeBuffer: [], transport } as unknown as EngineSocket;
    names.set(engine, name);
    const reader = { engine, readQueue: () => queueOf(engine) };
    return {
      /** It is told so much more, of which the kernel takes nothing. */
      feed: (bytes: number) => {
        tcp.writableLength += bytes;
        backPressure.onFed(reader, bytes);
      },
      /** It asked for so much. */
      answer: (bytes: number) => {
        tcp.writableLength += bytes;
        backPressure.onFed(reader, 0);
      },
      /** The kernel takes so much of it. */
      take: (bytes: number) => {
        tcp.writableLength -= bytes;
        tcp._bytesDispatched += bytes;
      },
    };
  };
  return { loop, counts, reset, open, backPressure };
}

describe("a reader for whom something waits", () => {
  it("[FO3] is reset after 5 s in which it took nothing", () => {
    const { loop, reset, open } = setUp();
    open("a").feed(KB);
    loop.pass(4_999);
    expect(reset).toEqual([]);
    loop.pass(1);
    expect(reset).toEqual(["a"]);
  });

  it("[FO3] is kept as long as it takes something, however little", () => {
    const { loop, reset, open } = setUp();
    const reader = open("a");
    reader.feed(100 * KB);
    for (let i = 0; i < 20; i++) {
      loop.pass(4_500);
      reader.take(1);
    }
    expect(reset).toEqual([]);
    loop.pass(5_500);
    expect(reset).toEqual(["a"]);
  });

  it("[FO3] is reset at once when more than 256 kB wait of events that it did not ask for", () => {
    const { loop, reset, open, backPressure } = setUp();
    const reader = open("a");
    reader.feed(200 * KB);
    reader.feed(56 * KB);
    loop.turn();
    expect(reset).toEqual([]);
    reader.feed(KB);
    reader.feed(KB);
    loop.turn();
    expect(reset).toEqual(["a"]);
    expect(backPressure.readers).toBeLessThanOrEqual(1);
  });

  it("[FO3] may have as much waiting as it asked for", () => {
    const { loop, reset, open } = setUp();
    const reader = open("a");
    reader.answer(2_000 * KB);
    reader.feed(KB);
    loop.turn();
    expect(reset).toEqual([]);
  });

  it("[FO3] is kept while it fetches by polls, of which no byte is counted", () => {
    const { loop, reset, backPressure } = setUp();
    const polls = { bytes: 10 * KB, takenBytes: 0, next: {} };
    backPressure.onFed({ engine: {} as EngineSocket, readQueue: () => polls }, KB);
    for (let i = 0; i < 10; i++) {
      loop.pass(4_500);
      polls.next = {};
    }
    expect([reset, backPressure.readers]).toEqual([[], 1]);
    loop.pass(6_000);
    expect(reset).toHaveLength(1);
  });

  it("[FO3] is counted from zero again once it has taken everything", () => {
    const { loop, reset, open, backPressure } = setUp();
    const reader = open("a");
    for (let i = 0; i < 10; i++) {
      reader.feed(KB);
      reader.feed(200 * KB);
      reader.take(201 * KB);
      loop.pass(500);
      expect(backPressure.readers).toBe(0);
    }
    expect(reset).toEqual([]);
    reader.feed(KB);
    loop.pass(5_500);
    expect(reset).toEqual(["a"]);
  });

  it("[FO3] costs no other reader theirs, and a crowd of them a few in each turn", () => {
    const { loop, counts, reset, open } = setUp();
    const fast = open("fast");
    for (let i = 0; i < 9; i++) open(`slow ${i}`).feed(KB);
    for (let i = 0; i < 9; i++) {
      fast.feed(KB);
      loop.pass(500);
      fast.take(KB);
    }
    loop.work(500);
    const perTurn = Array.from({ length: 10 }, () => {
      const before = reset.length;
      loop.turn();
      return reset.length - before;
    });
    expect(Math.max(...perTurn)).toBe(2);
    expect(new Set(reset).size).toBe(9);
    expect(reset).not.toContain("fast");
    expect(counts.evictedTooLong).toBe(9);
  });
});
