import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EntryUnpacker, type PackedEntries } from "#protocol";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import { Subscriber } from "../../server/src/fan-out/subscriber.ts";
import { openRoom } from "../support/open-room.ts";
import { propertyRuns } from "../support/property-cases.ts";

function range(after: number, to: number): number[] {
  return Array.from({ length: to - after }, (_, i) => after + i + 1);
}

describe("a room's audience", () => {
  it("[FO1] receives the first entry after a quiet moment at once, and then what has gathered", () => {
    const { loop, show, join } = openRoom();
    const reader = join("a");
    show(1);
    loop.turn();
    expect(reader.seqs).toEqual([1]);
    for (let i = 0; i < 5; i++) {
      show(1);
      loop.pass(2);
    }
    expect(reader.seqs).toEqual([1]);
    loop.pass(10);
    expect(reader.seqs).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reader.writtenAtMs).toEqual([0, 20]);
    loop.pass(1_000);
    show(1);
    loop.turn();
    expect(reader.seqs.at(-1)).toBe(7);
  });

  it("[FO2] receives ten flushes a second when more is written than people can read", () => {
    const { loop, show, join } = openRoom();
    const reader = join("a");
    for (let i = 0; i < 500; i++) {
      show(2);
      loop.pass(10);
    }
    // It takes a moment to know how busy it is.
    const later = reader.writtenAtMs.filter((ms) => ms > 1_000);
    expect(later.length).toBeGreaterThanOrEqual(39);
    expect(later.length).toBeLessThanOrEqual(41);
  });

  it("[FO2] costs no more than its budget, and lets others have a turn meanwhile", () => {
    const { loop, show, join, counts } = openRoom({ writeMs: 0.1 });
    const readers = Array.from({ length: 1_000 }, (_, i) => join(`r${i}`));
    let turns = 0;
    const breathe = () => {
      turns += 1;
      loop.soon(breathe);
    };
    show(1);
    loop.soon(breathe);
    const startMs = loop.nowMs();
    while (counts.flushes < 2) loop.turn();
    // 100 ms of writing in slices of 6.
    expect(turns).toBeGreaterThan(12);
    expect(loop.nowMs() - startMs).toBeCloseTo(100);
    for (let i = 0; i < 300; i++) {
      loop.work(1);
      loop.turn();
    }
    const thenMs = loop.nowMs();
    show(1);
    while (counts.flushes < 4) loop.turn();
    show(1);
    while (loop.nowMs() < thenMs + 153) {
      expect(readers[0]!.seqs).toEqual([1, 2]);
      loop.work(1);
      loop.turn();
    }
    for (let i = 0; i < 300; i++) {
      loop.work(1);
      loop.turn();
    }
    expect(readers.every(({ seqs }) => seqs.join() === "1,2,3")).toBe(true);
    expect(counts.deliveries).toBe(3_000);
  });

  it("[FO1][FO2] is flushed again 20 ms after a flush began, whose cost counts from its end on", () => {
    const { loop, show, join, flushCosts, counts } = openRoom({ writeMs: 0.1 });
    const [first] = Array.from({ length: 100 }, (_, i) => join(`r${i}`));
    show(1);
    while (counts.flushes < 1) loop.turn();
    expect(flushCosts.costMs(loop.nowMs())).toBeCloseTo(10);
    show(1);
    loop.pass(100);
    expect(first!.writtenAtMs[1]! - first!.writtenAtMs[0]!).toBeCloseTo(20);
  });

  it("[JR4] sends everyone what follows their join, each entry once, whenever they join and leave", () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("show" as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ do: fc.constant("join" as const), who: fc.nat(5), stock: fc.boolean() }),
      fc.record({ do: fc.constant("leave" as const), who: fc.nat(5) }),
      fc.record({ do: fc.constant("turn" as const), ms: fc.nat(30) }),
      fc.record({ do: fc.constant("turn" as const), ms: fc.constant(15_000) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        // So slow that a slice ends after every writer it looks at the clock for.
        const { loop, room, show, join, head } = openRoom({ writeMs: 5, cohortSize: 40 });
        for (let i = 0; i < 70; i++) join(`crowd${i}`);
        const here = new Map<number, ReturnType<typeof join>>();
        for (const it of steps) {
          if (it.do === "show") show(it.count);
          if (it.do === "join")
            here.set(it.who, join(`r${it.who}`, it.stock ? "stock" : "entries"));
          if (it.do === "leave") {
            room.exit(`r${it.who}`);
            here.delete(it.who);
          }
          if (it.do === "turn") {
            loop.work(it.ms);
            loop.turn();
          }
        }
        loop.pass(60_000);
        // With another generation of people's numbers.
        show(2);
        loop.pass(60_000);
        for (const { fromSeq, seqs } of here.values()) expect(seqs).toEqual(range(fromSeq, head()));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it("[EN7] names people by number to viewers who joined together, from their second flush on", () => {
    const { loop, show, join } = openRoom();
    const readers = [join("a"), join("b")];
    for (let i = 0; i < 3; i++) {
      show(5);
      loop.pass(100);
    }
    const latecomer = join("c");
    show(5);
    loop.pass(100);
    const known = (packet = "") => (JSON.parse(packet.slice(1)) as [string, number[]])[1][4];
    for (const { packets } of readers) expect(packets.map(known)).toEqual([0, 0, 5, 5]);
    expect(latecomer.packets.map(known)).toEqual([0]);
    expect(latecomer.seqs).toEqual([16, 17, 18, 19, 20]);
  });

  it("[PR1] receives a count that comes during a flush after that flush, with all who joined", () => {
    const { loop, room, show, join } = openRoom({ writeMs: 0.1 });
    const readers = Array.from({ length: 200 }, (_, i) => join(`r${i}`));
    show(1);
    while (readers[0]!.packets.length === 0) loop.turn();
    expect(readers[199]!.packets).toEqual([]);
    room.viewerCount({ streamId: "s1", viewers: 200, joined: 2 });
    room.viewerCount({ streamId: "s1", viewers: 201, joined: 1 });
    loop.pass(1_000);
    const count = `2["viewer-count",{"streamId":"s1","viewers":201,"joined":3}]`;
    for (const { packets } of readers) expect(packets.slice(1)).toEqual([count]);
    // It is told once, and the next one, too.
    room.viewerCount({ streamId: "s1", viewers: 202 });
    loop.pass(1_000);
    for (const { packets } of readers) expect(packets).toHaveLength(3);
  });

  it("[JR4] sends a viewer who joins again during a flush only what follows the new join", () => {
    const { loop, show, join } = openRoom({ writeMs: 1 });
    const readers = Array.from({ length: 100 }, (_, i) => join(`r${i}`));
    show(1);
    while (readers[0]!.seqs.length === 0) loop.turn();
    const before = readers[99]!;
    const again = join("r99");
    loop.pass(1_000);
    show(1);
    loop.pass(1_000);
    expect([before.seqs, again.seqs]).toEqual([[], [2]]);
  });

  it("[LR1] writes nothing more to a viewer who leaves during a flush", () => {
    const { loop, room, show, join } = openRoom({ writeMs: 1 });
    const readers = Array.from({ length: 100 }, (_, i) => join(`r${i}`));
    show(1);
    while (readers[0]!.seqs.length === 0) loop.turn();
    room.exit("r99");
    loop.pass(1_000);
    expect([readers[98]!.seqs, readers[99]!.seqs]).toEqual([[1], []]);
  });

  it("[LOG4] sends nothing of the old log after a reset, and everyone has to join again", () => {
    const { loop, room, show, join, idleCount } = openRoom();
    const reader = join("a");
    show(1);
    room.reset();
    loop.pass(1_000);
    expect([reader.seqs, reader.isClosed(), idleCount()]).toEqual([[], true, 1]);
    const again = join("a");
    show(1);
    loop.pass(1_000);
    expect(again.seqs).toEqual([2]);
  });

  it("[FO1] has no timer while nothing is said, and keeps the interval all the same", () => {
    const { loop, show, join } = openRoom();
    const reader = join("a");
    show(1);
    loop.pass(1);
    expect(reader.seqs).toEqual([1]);
    expect(loop.timers).toBe(0);
    show(1);
    loop.pass(10);
    expect(reader.seqs).toEqual([1]);
    loop.pass(10);
    expect(reader.seqs).toEqual([1, 2]);
    // Later, the first leaves at once again.
    loop.pass(1_000);
    show(1);
    loop.pass(1);
    expect(reader.seqs).toEqual([1, 2, 3]);
    expect(loop.timers).toBe(0);
  });

  it("[HE6][EN7] names authors again to somebody who received a message in shadow instead", () => {
    const { loop, room } = openRoom();
    let seq = 0;
    const says = (userId: string) => {
      seq += 1;
      // The form of ids that are packed.
      const place = { seq, id: `${seq.toString(36)}.x`, timestamp: seq };
      const person = { userId, nickname: userId, role: "guest" } as const;
      const message = { kind: "message", ...place, ...person, message: "m" } as const;
      return { place, message };
    };
    const seen = new Map<string, unknown[]>();
    for (const userId of ["tom", "ann"]) {
      const unpacker = new EntryUnpacker();
      const entries: unknown[] = [];
      seen.set(userId, entries);
      const write = ({ packets }: { packets: readonly string[] }) => {
        for (const packet of packets) {
          const [, packed] = JSON.parse(packet.slice(1)) as [string, PackedEntries];
          entries.push(...(unpacker.unpack(packed)?.entries ?? ["somebody who was not named"]));
        }
        return 0;
      };
      room.enter(userId, new Subscriber({ write, close: () => undefined }, "entries", 0, userId));
    }
    const flush = (...entries: LogEntry[]) => {
      room.entries({ streamId: "s1", epoch: "e1", entries });
      loop.pass(1_000);
    };
    flush(says("bob").message);
    const [hidden, first, second] = [says("tom"), says("eve"), says("eve")];
    flush({ kind: "shadowed", ...hidden.place, message: hidden.message }, first.message);
    flush(second.message);
    const after = [first.message, second.message];
    expect(seen.get("tom")?.slice(1)).toEqual([hidden.message, ...after]);
    expect(seen.get("ann")?.slice(1)).toEqual([{ kind: "tombstone", ...hidden.place }, ...after]);
  });

  it("[JR5] sends a viewer who joins again once what follows, though another shard has room", () => {
    const { loop, show, join } = openRoom({ cohortSize: 2 });
    const [before] = ["a", "b", "c"].map((id) => join(id));
    const again = join("a");
    show(1);
    loop.pass(1_000);
    expect([before!.seqs, again.seqs]).toEqual([[], [1]]);
  });

  it("[JR4] sends the first in a new shard what the others are about to receive, if it follows their join", () => {
    const { loop, room, show, join } = openRoom({ cohortSize: 1 });
    join("a");
    show(1);
    const sent: string[] = [];
    const write = ({ packets }: { packets: readonly string[] }) => sent.push(...packets);
    room.enter("b", new Subscriber({ write, close: () => undefined }, "stock", 0));
    loop.pass(1_000);
    expect(sent).toEqual([expect.stringContaining('"new-message"')]);
  });

  it("is there as long as one of its shards has somebody", () => {
    const { loop, room, show, join, idleCount } = openRoom({ cohortSize: 1 });
    join("a");
    const reader = join("b");
    room.exit("a");
    expect(idleCount()).toBe(0);
    show(1);
    loop.pass(1_000);
    expect(reader.seqs).toEqual([1]);
    room.exit("b");
    expect(idleCount()).toBe(1);
  });

  it("is forgotten when the last has left and nothing is under way", () => {
    const { loop, room, show, join, flushCosts, idleCount } = openRoom();
    join("a");
    show(1);
    room.exit("a");
    expect(idleCount()).toBe(0);
    loop.pass(200);
    expect([idleCount(), flushCosts.costMs(loop.nowMs())]).toEqual([1, 0]);
  });
});
