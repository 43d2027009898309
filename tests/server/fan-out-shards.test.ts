import { describe, expect, it } from "vitest";
import { FlushScheduler } from "../../server/src/fan-out/flush-scheduler.ts";
import { FakeLoop } from "../support/loop-clock.ts";
import { openRoom } from "../support/open-room.ts";

describe("a large room's shards", () => {
  it("[FO1] sends the last of a crowd everything that came while the first were written to", () => {
    const { loop, show, join, counts } = openRoom({ writeMs: 0.1, cohortSize: 100 });
    const readers = Array.from({ length: 1_000 }, (_, i) => join(`r${i}`));
    show(1);
    while (counts.flushes < 5) loop.turn();
    show(1);
    while (counts.flushes < 10) loop.turn();
    expect([readers[0]!.seqs, readers[999]!.seqs]).toEqual([[1], [1, 2]]);
    loop.pass(1_000);
    expect(readers.every(({ seqs }) => seqs.join() === "1,2")).toBe(true);
  });

  it("[PR1] sends a silent crowd its count more rarely, and a talking one its count with the messages", () => {
    const { loop, room, show, join } = openRoom();
    const readers = Array.from({ length: 4_000 }, (_, i) => join(`r${i}`));
    const counts = () =>
      readers.map(({ packets }) => packets.filter((packet) => packet.includes("viewer-count")));
    const tell = (viewers: number) => room.viewerCount({ streamId: "s1", viewers, joined: 1 });
    tell(1);
    loop.pass(2_000);
    tell(2);
    loop.pass(1_900);
    expect(counts().every(({ length }) => length === 1)).toBe(true);
    tell(3);
    loop.pass(200);
    const second = JSON.stringify({ streamId: "s1", viewers: 3, joined: 2 });
    expect(counts().every((told) => told.length === 2 && told[1]!.includes(second))).toBe(true);
    loop.pass(2_000);
    tell(4);
    show(1);
    loop.pass(100);
    expect(counts().every(({ length }) => length === 3)).toBe(true);
    loop.pass(20_000);
    expect(counts().every(({ length }) => length === 3)).toBe(true);
  });

  it("[FO1] lets a small room have its turn between the shards of a large one", () => {
    const loop = new FakeLoop();
    const turns = new FlushScheduler(loop);
    const order: string[] = [];
    const flush = (room: string) => () => {
      order.push(room);
      loop.work(5);
      loop.soon(() => turns.done());
    };
    for (let i = 0; i < 3; i++) turns.take("large", flush("large"));
    turns.take("small", flush("small"));
    loop.pass(100);
    expect(order).toEqual(["large", "large", "small", "large"]);
  });
});
