import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { NodeMessage } from "../../server/src/chat/ports/node-message.ts";
import { NodeRegistry } from "../../server/src/chat/cluster/node-registry.ts";
import { NodeSync } from "../../server/src/chat/cluster/node-sync.ts";
import { publishEvents } from "../../server/src/chat/cluster/publish-events.ts";
import { DomainEvents } from "../../server/src/chat/ports/domain-events.ts";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { Rooms } from "../../server/src/chat/streams/rooms.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { BusNetwork } from "../support/bus-network.ts";
import { propertyRuns } from "../support/property-cases.ts";

const VIEWER = { role: "viewer", maySend: false } as const;

/** Nodes over one database, each with a viewer in s1. */
async function setUp(names: readonly string[]) {
  const clock = { ms: 0, nowMs: () => clock.ms };
  const log = new MemoryMessageLog(clock);
  const network = new BusNetwork();
  const start = async (name: string) => {
    const seen: number[] = [];
    const heard: NodeMessage[] = [];
    const onRecheck = vi.fn<() => void>();
    const bus = network.join(name);
    const rooms = new Rooms(log, {
      historyLimit: 10,
      recoveryEntries: 1_000,
      onEntries: ({ entries }) => seen.push(...entries.map(({ seq }) => seq)),
      onDiverged: () => expect.unreachable(),
      onOpening: (streamId) => bus.follow(streamId),
      onForgotten: (streamId) => bus.unfollow(streamId),
    });
    const onMessage = (message: NodeMessage) => heard.push(message);
    const nodes = new NodeSync({ bus, rooms, clock, shared: true, onMessage, onRecheck });
    const events = new DomainEvents();
    publishEvents(events, bus);
    const { roster } = await rooms.open("s1");
    roster.add("c1", { userId: `viewer of ${name}`, ...VIEWER });
    let sent = 0;
    const send = async () => {
      const author = { userId: name, nickname: name, role: "guest" } as const;
      const message = `${name} ${++sent}`;
      const batch: Append[] = [{ kind: "message", streamId: "s1", author, message }];
      events.emit("entries-committed", rooms.showCommitted(batch, await log.append(batch)));
    };
    return { bus, nodes, rooms, roster, seen, heard, onRecheck, send };
  };
  const all = await Promise.all(names.map(start));
  /** A second on every node. */
  const second = async (alive = all) => {
    clock.ms += 1_000;
    for (const { nodes } of alive) nodes.round();
    network.deliverAll();
    for (const { rooms } of alive) await rooms.reconcile();
  };
  return { log, network, all, second };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

it("[PR1] the registry of nodes goes by the newest pulse of each, and forgets what a whole list leaves out", () => {
  const registry = new NodeRegistry();
  const pulse = (beat: number, whole: boolean, ...rooms: [string, number][]) =>
    registry.record(
      "a",
      {
        kind: "pulse",
        beat,
        whole,
        rooms: rooms.map(([streamId, viewers]) => [streamId, viewers, "e", 1]),
      },
      0,
    );
  expect(pulse(5, true, ["s1", 3], ["s2", 1])).toBe("new");
  expect(pulse(6, false, ["s1", 4])).toBe("next");
  expect([pulse(6, true), pulse(5, true, ["s1", 9])]).toEqual(["old", "old"]);
  expect([registry.viewersOf("s1"), registry.viewersOf("s2")]).toEqual([4, 1]);
  expect(pulse(8, true, ["s1", 2])).toBe("gap");
  expect([registry.viewersOf("s1"), registry.viewersOf("s2")]).toEqual([2, 0]);
  expect(pulse(9, false, ["s1", 0])).toBe("next");
  expect(registry.viewersOf("s1")).toBe(0);
});

describe("nodes that share a database and a bus", () => {
  it("[LOG6] show each entry once and in order, whatever the bus loses, repeats and mixes up", async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ send: fc.nat(2) }) },
      { weight: 4, arbitrary: fc.record({ deliver: fc.nat(9), again: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ lose: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ pulse: fc.nat(2) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const { all, network, second } = await setUp(["a", "b", "c"]);
        let sent = 0;
        for (const now of steps) {
          if ("send" in now) await all[now.send]!.send().then(() => sent++);
          else if ("deliver" in now) network.deliver(now.deliver, now);
          else if ("lose" in now) network.lose(now.lose);
          else all[now.pulse]!.nodes.round();
        }
        for (let i = 0; i < 3; i++) await second();
        for (const { seen } of all) expect(seen).toEqual(upTo(sent));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it("[LOG6] read nothing while the bus carries everything", async () => {
    const { all, log, network, second } = await setUp(["a", "b"]);
    for (let i = 0; i < 2; i++) await second();
    const heads = vi.spyOn(log, "readHeads");
    const entries = vi.spyOn(log, "readEntries");
    const parts = vi.spyOn(log, "readParts");
    for (let i = 0; i < 50; i++) {
      await all[i % 2]!.send();
      network.deliverAll();
      if (i % 10 === 0) await second();
    }
    for (const { seen } of all) expect(seen).toEqual(upTo(50));
    expect(heads).not.toHaveBeenCalled();
    expect(entries).not.toHaveBeenCalled();
    expect(parts).not.toHaveBeenCalled();
  });

  it("[LOG6] look into the database every second while the bus is down, and at once when it is back", async () => {
    const { all, network, second } = await setUp(["a", "b"]);
    const [a, b] = [all[0]!, all[1]!];
    for (let i = 0; i < 2; i++) await second();
    expect(b.nodes.isUp).toBe(true);
    b.onRecheck.mockClear();
    const silence = vi.spyOn(network, "deliverAll").mockImplementation(() => {
      network.underWay = [];
    });
    for (let i = 0; i < 3; i++) await second();
    expect(b.nodes.isUp).toBe(false);
    expect(b.nodes.lagMs).toBeUndefined();
    await a.send();
    await second();
    expect(b.seen).toEqual([1]);
    await a.send();
    silence.mockRestore();
    b.nodes.round();
    network.deliverAll();
    expect(b.nodes.isUp).toBe(true);
    // Sessions may have been ended meanwhile, names been taken.
    expect(b.onRecheck).toHaveBeenCalled();
    await b.rooms.reconcile();
    expect(b.seen).toEqual([1, 2]);
  });

  it("[LOG6] notice by the next pulse that the last word was lost", async () => {
    const { all, network, second } = await setUp(["a", "b"]);
    for (let i = 0; i < 2; i++) await second();
    await all[0]!.send();
    network.underWay = [];
    await second();
    expect(all[1]!.seen).toEqual([1]);
  });

  it("[PR1] count those on other nodes, and no longer than these are heard", async () => {
    const { all, second } = await setUp(["a", "b", "c"]);
    const [a, b, c] = [all[0]!, all[1]!, all[2]!];
    b.roster.add("c2", { userId: "one more", ...VIEWER });
    for (let i = 0; i < 2; i++) await second();
    expect(a.nodes.viewersOf("s1")).toBe(3);
    expect(b.nodes.viewersOf("s1")).toBe(2);
    expect(a.nodes.viewersOf("another")).toBe(0);

    c.roster.remove("c1", 0);
    await second();
    expect(a.nodes.viewersOf("s1")).toBe(2);
    // One says farewell, one is killed.
    c.nodes.leave();
    for (let i = 0; i < 9; i++) await second([a]);
    expect(a.nodes.count).toBe(1);
    for (let i = 0; i < 3; i++) await second([a]);
    expect(a.nodes.count).toBe(0);
    expect(a.nodes.viewersOf("s1")).toBe(0);
  });

  it("[LOG6] count a bus as down whose pulses come back too late", async () => {
    const { all, network, second } = await setUp(["a"]);
    const { nodes } = all[0]!;
    await second();
    expect(nodes.isUp).toBe(true);
    nodes.round();
    const late = network.underWay;
    for (let i = 0; i < 3; i++) {
      network.underWay = [];
      nodes.round();
      network.underWay = [];
      await second([]);
    }
    network.underWay = late;
    network.deliverAll();
    expect([nodes.isUp, nodes.lagMs]).toEqual([false, undefined]);
  });

  it("[SI6][LOG6] look for what may have been lost when a pulse is missing", async () => {
    const { all, network, second } = await setUp(["a", "b"]);
    for (let i = 0; i < 3; i++) await second();
    all[1]!.onRecheck.mockClear();
    all[0]!.nodes.round();
    network.underWay = [];
    await second();
    expect(all[1]!.onRecheck).toHaveBeenCalled();
  });

  it("[PR1][LOG6] send a node that is new all of their rooms", async () => {
    const { all, network, second } = await setUp(["a", "b"]);
    const [a, b] = [all[0]!, all[1]!];
    // Its first whole list is over, and the next one is not due yet.
    for (let i = 0; i < 6; i++) {
      a.nodes.round();
      network.underWay = network.underWay.filter(({ to }) => to.nodeId === "a");
      network.deliverAll();
    }
    await second();
    await second();
    expect(b.nodes.viewersOf("s1")).toBe(1);
  });

  it("[SI6] pass on messages that are not about the log", async () => {
    const { all, network } = await setUp(["a", "b"]);
    all[0]!.bus.publish({ kind: "session-ended", sessionId: "x" });
    all[0]!.bus.publish({ kind: "from the future" } as never);
    network.deliverAll();
    expect(all[1]!.heard).toContainEqual({ kind: "session-ended", sessionId: "x" });
    expect(all[0]!.heard).toEqual([]);
  });
});
