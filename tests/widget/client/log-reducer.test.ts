import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "#protocol";
import { reduceLog, type LogAction } from "../../../widget/src/client/log/log-reducer.ts";
import { EMPTY_LOG, isBehind, type LogState } from "../../../widget/src/client/log/log-state.ts";
import { EPOCH, ServerLog, type Kind } from "../support/server-log.ts";
import { propertyRuns } from "../../support/property-cases.ts";

function live(entries: readonly Entry[]): LogAction {
  return { kind: "entries", epoch: EPOCH, entries };
}

/** Acts like the client: requests missing entries until none are, and reads restored messages again. */
function catchUp(log: LogState, server: ServerLog, head: number): LogState {
  let caughtUp = log;
  while (isBehind(caughtUp))
    caughtUp = reduceLog(caughtUp, live(server.upTo(head).slice(caughtUp.position.seq, head)));
  if (!caughtUp.isStale) return caughtUp;
  return reduceLog(caughtUp, server.join(head, caughtUp, false, 10));
}

function expectWhole(log: LogState, server: ServerLog, head: number): void {
  const shown = log.rows.flatMap((row) => (row.kind === "message" ? row.seq : []));
  const kept = server.messages(head).flatMap(({ seq }) => (seq >= log.oldestSeq ? seq : []));
  expect(shown).toEqual(kept);
  expect(log.position.seq).toBe(head);
  expect(log.mode).toEqual(server.mode(head));
  expect(log.early.size).toBe(0);
}

function expectInOrder(log: LogState): void {
  const seqs = log.rows.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
}

const logs = fc
  .array(
    fc.oneof<fc.MaybeWeightedArbitrary<Kind>[]>(
      { weight: 8, arbitrary: fc.constant("message") },
      { weight: 2, arbitrary: fc.nat(60) },
      { weight: 1, arbitrary: fc.constantFrom("u0", "u1", "clear", "mode") },
      { weight: 2, arbitrary: fc.constant("restore") },
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((kinds) => new ServerLog(kinds));

interface Happening {
  kind: "live" | "shuffled" | "repeated" | "lost" | "recover" | "snapshot" | "older" | "trim";
  advance: number;
  seed: number;
}

/** What the property found once: a clear was seen, and its undoing missed. */
const BROUGHT_BACK_WHILE_AWAY: [ServerLog, Happening[]] = [
  new ServerLog(["message", "clear", "restore", "message"]),
  [
    { kind: "live", advance: 2, seed: 1 },
    { kind: "snapshot", advance: 2, seed: 1 },
    { kind: "trim", advance: 0, seed: 1 },
    { kind: "older", advance: 0, seed: 1 },
  ],
];

/** What may happen to a client; `advance` is by how much the log has grown meanwhile. */
const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom<Happening["kind"][]>(
      "live",
      "shuffled",
      "repeated",
      "lost",
      "recover",
      "snapshot",
      "older",
      "trim",
    ),
    advance: fc.nat(8),
    seed: fc.nat(),
  }),
  { maxLength: 30 },
);

describe("the log's reducer", () => {
  it("[LOG4] [EN1] [EN8] [EN9] [EN10] ends in the state of the log after any interleaving of batches, repeats, losses, reorderings, rejoins and pages", () => {
    fc.assert(
      fc.property(logs, happenings, (server, events) => {
        let head = 0;
        let log = reduceLog(EMPTY_LOG, server.join(0, EMPTY_LOG, false, 10));
        for (const { kind, advance, seed } of events) {
          const from = head;
          head = Math.min(server.entries.length, head + advance);
          const fresh = server.entries.slice(from, head);
          const shuffled = [...fresh].sort((a, b) => ((a.seq * seed) % 7) - ((b.seq * seed) % 7));
          if (kind === "live") log = reduceLog(log, live(fresh));
          if (kind === "shuffled") for (const e of shuffled) log = reduceLog(log, live([e]));
          if (kind === "repeated")
            log = [fresh, server.entries.slice(0, head), fresh].map(live).reduce(reduceLog, log);
          if (kind === "recover") log = reduceLog(log, server.join(head, log, true, 10));
          if (kind === "snapshot") log = reduceLog(log, server.join(head, log, false, 10));
          if (kind === "trim") log = reduceLog(log, trimmed(log, seed % 12));
          if (kind === "older") log = reduceLog(log, page(server, head, log));
          expectInOrder(log);
          if (seed % 3 === 0) log = catchUp(log, server, head);
        }
        const end = server.entries.length;
        log = catchUp(reduceLog(log, server.join(end, log, true, 10)), server, end);
        expectWhole(log, server, end);
      }),
      { numRuns: propertyRuns(10_000), examples: [BROUGHT_BACK_WHILE_AWAY] },
    );
  });

  it("[EN5] catches up by fetching alone when live entries were lost", () => {
    fc.assert(
      fc.property(logs, fc.infiniteStream(fc.boolean()), (server, losses) => {
        let log = reduceLog(EMPTY_LOG, server.join(0, EMPTY_LOG, false, 10));
        for (const entry of server.entries)
          if (!losses.next().value) log = reduceLog(log, live([entry]));
        log = reduceLog(log, live(server.entries.slice(-1)));
        expectWhole(catchUp(log, server, server.entries.length), server, server.entries.length);
      }),
    );
  });

  it("[LOG4] marks where the break is when its position was not recovered, until older pages fill it", () => {
    const server = new ServerLog(Array.from({ length: 50 }, () => "message" as const));
    let log = reduceLog(EMPTY_LOG, server.join(10, EMPTY_LOG, false, 10));
    log = reduceLog(log, server.join(50, log, false, 10));
    expect(log.breakAfterSeq).toBe(10);
    for (let i = 0; i < 3; i++) log = reduceLog(log, page(server, 50, log));
    expect(log.breakAfterSeq).toBeUndefined();
    expect(log.oldestSeq).toBe(11);
  });

  it("[LOG5] leaves a mark where a shown message was removed, and nothing where it was not shown", () => {
    const server = new ServerLog(["message", "message", 0]);
    const joined = reduceLog(EMPTY_LOG, server.join(0, EMPTY_LOG, false, 10));
    const watched = reduceLog(joined, live(server.entries));
    expect(watched.rows.map(({ kind }) => kind)).toEqual(["removed", "message"]);
    const away = reduceLog(joined, server.join(3, joined, true, 10));
    expect(away.rows.map(({ kind }) => kind)).toEqual(["message"]);
  });

  it("[LOG5] keeps a message out that was removed while its page was on the way", () => {
    const server = new ServerLog([...Array.from({ length: 8 }, () => "message" as const), 0]);
    let log = reduceLog(EMPTY_LOG, server.join(8, EMPTY_LOG, false, 4));
    const stalePage = page(server, 8, log);
    log = reduceLog(log, live(server.entries.slice(8)));
    log = reduceLog(log, stalePage);
    expect(log.rows.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it("[EN6] leaves nothing of a purged person, also where a page is on the way", () => {
    const server = new ServerLog([...Array.from({ length: 8 }, () => "message" as const), "u1"]);
    let log = reduceLog(EMPTY_LOG, server.join(8, EMPTY_LOG, false, 4));
    const stalePage = page(server, 8, log);
    log = reduceLog(log, live(server.entries.slice(8)));
    log = reduceLog(log, stalePage);
    const texts = log.rows.flatMap((row) => (row.kind === "message" ? row.message : []));
    expect(texts).toEqual(["2", "4", "6", "8"]);
  });

  it("[LOG5] [EN6] [EN8] leaves no quote of what is removed, also where it was on the way", () => {
    const quoted = (server: ServerLog) => {
      const { streamId: _, ...message } = server.messages(2)[0]!;
      return { kind: "quoted", row: { kind: "message", ...message } } as const;
    };
    for (const kind of [0, "u1", "clear"] as const) {
      const server = new ServerLog(["message", "message", kind]);
      const joined = reduceLog(EMPTY_LOG, server.join(2, EMPTY_LOG, false, 1));
      const change = live(server.entries.slice(2));
      const shown = reduceLog(reduceLog(joined, quoted(server)), change);
      const late = reduceLog(reduceLog(joined, change), quoted(server));
      for (const log of [shown, late]) expect(log.quoted.get("i1")?.kind).toBe("removed");
    }
  });

  it("[SM9] [LOG5] keeps no quote when it starts over, because a removal may have been missed", () => {
    const server = new ServerLog(["message", "message", 0]);
    const { streamId: _, ...message } = server.messages(2)[0]!;
    let log = reduceLog(EMPTY_LOG, server.join(2, EMPTY_LOG, false, 1));
    log = reduceLog(log, { kind: "quoted", row: { kind: "message", ...message } });
    expect(reduceLog(log, server.join(3, log, false, 1)).quoted.size).toBe(0);
  });

  it("[EN9] shows a quote again that is restored", () => {
    const server = new ServerLog(["message", "message", 0, "restore"]);
    const { streamId: _, ...message } = server.messages(2)[0]!;
    let log = reduceLog(EMPTY_LOG, server.join(2, EMPTY_LOG, false, 1));
    log = reduceLog(log, { kind: "quoted", row: { kind: "message", ...message } });
    log = reduceLog(log, live(server.entries.slice(2)));
    expect(log.quoted.get("i1")).toMatchObject({ kind: "message", message: message.message });
  });

  it("[EN10] [JR4] keeps the newer of two modes, where a join is answered late", () => {
    const server = new ServerLog(["message", "message", "mode"]);
    let log = reduceLog(EMPTY_LOG, server.join(2, EMPTY_LOG, false, 10));
    const late = server.join(2, log, true, 10);
    log = reduceLog(log, live(server.entries.slice(2)));
    expect(reduceLog(log, late)).toMatchObject({ mode: server.mode(3), headSeq: 3 });
  });

  it("[EN8] empties the list, and keeps a page out that was on the way", () => {
    const server = new ServerLog([...Array.from({ length: 8 }, () => "message" as const), "clear"]);
    let log = reduceLog(EMPTY_LOG, server.join(8, EMPTY_LOG, false, 4));
    const stalePage = page(server, 8, log);
    log = reduceLog(log, live(server.entries.slice(8)));
    expect(log).toMatchObject({ rows: [], hasOlder: false });
    expect(reduceLog(log, stalePage).rows).toEqual([]);
  });

  it("[EN9] puts a single message back in its place, and reads several again", () => {
    const server = new ServerLog(["message", "message", 0, "restore", "u0", "restore"]);
    let log = reduceLog(EMPTY_LOG, server.join(2, EMPTY_LOG, false, 10));
    log = reduceLog(log, live(server.entries.slice(2, 3)));
    expect(log.rows.map(({ kind }) => kind)).toEqual(["removed", "message"]);
    log = reduceLog(log, live(server.entries.slice(3, 4)));
    expectWhole(log, server, 4);
    log = reduceLog(log, live(server.entries.slice(4)));
    expect(log.isStale).toBe(true);
    const again = catchUp(log, server, 6);
    expectWhole(again, server, 6);
    // Once is enough.
    expect(again.isStale).toBe(false);
  });

  it.each<[string, Kind]>([
    ["a removal", 0],
    ["a purge", "u1"],
    ["a clear", "clear"],
  ])(
    "[EN9] [LOG4] shows in older pages what staff brought back while it was away, after %s that it had seen",
    (_, kind) => {
      const twelve = Array.from({ length: 12 }, () => "message" as const);
      const server = new ServerLog(["message", "message", kind, "restore", ...twelve]);
      const end = server.entries.length;
      let log = reduceLog(EMPTY_LOG, server.join(2, EMPTY_LOG, false, 1));
      log = reduceLog(log, live(server.entries.slice(2, 3)));
      log = reduceLog(log, server.join(end, log, false, 10));
      log = reduceLog(log, page(server, end, log));
      expectWhole(log, server, end);
      expect(log.oldestSeq).toBe(1);
    },
  );

  it("[EN11] [JR4] has the pin as of the newest entry", () => {
    const server = new ServerLog(["message", "message"]);
    const join = server.join(1, EMPTY_LOG, false, 10) as LogAction & { kind: "joined" };
    const room = { viewers: 1, pinned: { text: "hello" } };
    let log = reduceLog(EMPTY_LOG, { ...join, joined: { ...join.joined, room } });
    expect(log.pinned).toEqual({ text: "hello" });
    const base = { kind: "pin", seq: 2, id: "i2", timestamp: 2 } as const;
    log = reduceLog(log, live([{ ...base, pinned: null }]));
    expect(log.pinned).toBeUndefined();
  });

  it("[HE1] shows its author what the log does not have, in its place, until staff let it in", () => {
    const server = new ServerLog(["message", "message", "message"]);
    const own = { ...server.messages(3)[2]!, id: "h1", seq: 0 };
    let log = reduceLog(EMPTY_LOG, server.join(1, EMPTY_LOG, false, 10));
    log = reduceLog(log, { kind: "kept-back", message: own });
    log = reduceLog(log, { kind: "kept-back", message: { ...own, id: "h2", message: "another" } });
    log = reduceLog(log, live(server.entries.slice(1, 2)));
    expect(log.rows.map(({ id }) => id)).toEqual(["i1", "h1", "h2", "i2"]);
    expectInOrder(log);
    // What follows can be asked for by its number alone.
    const trimmed = reduceLog(log, { kind: "trimmed", beforeSeq: log.rows[1]!.seq });
    expect([trimmed.rows[0]!.id, trimmed.oldestSeq]).toEqual(["h1", 2]);
    // The same words of somebody else are not it.
    const others = { ...server.entries[2]!, userId: "somebody else" } as Entry;
    expect(reduceLog(log, live([others])).rows.map(({ id }) => id)).toContain("h1");
    log = reduceLog(log, live(server.entries.slice(2)));
    expect(log.rows.map(({ id }) => id)).toEqual(["i1", "h2", "i2", "i3"]);
  });

  it("[HE7] marks what staff rejected as such, and as waiting no more", () => {
    const server = new ServerLog(["message", "message"]);
    const own = { ...server.messages(2)[1]!, id: "h1", seq: 0 };
    let log = reduceLog(EMPTY_LOG, server.join(1, EMPTY_LOG, false, 10));
    log = reduceLog(log, { kind: "kept-back", message: own });
    expect(log.rows[1]).toMatchObject({ id: "h1", held: true });
    log = reduceLog(log, { kind: "rejected", id: "h1" });
    expect(log.rows[1]).toMatchObject({ id: "h1", rejected: true });
    expect(log.rows[1]).not.toHaveProperty("held");
    expect(reduceLog(log, { kind: "rejected", id: "i1" })).toBe(log);
  });

  it("[RM5] takes away what its author takes back while it waits for staff, and nothing else", () => {
    const server = new ServerLog(["message", "message"]);
    const own = { ...server.messages(2)[1]!, id: "h1", seq: 0 };
    let log = reduceLog(EMPTY_LOG, server.join(1, EMPTY_LOG, false, 10));
    log = reduceLog(log, { kind: "kept-back", message: own });
    log = reduceLog(log, { kind: "taken-back", id: "h1" });
    expect(log.rows.map(({ id, kind }) => [id, kind])).toEqual([
      ["i1", "message"],
      ["h1", "removed"],
    ]);
    // What is in the log is removed by its entry.
    expect(reduceLog(log, { kind: "taken-back", id: "i1" })).toBe(log);
  });

  it("[EN4] counts the seq of kinds that it does not know", () => {
    const joined = reduceLog(EMPTY_LOG, new ServerLog([]).join(0, EMPTY_LOG, false, 10));
    const unknown = { kind: "poll", seq: 1, id: "i1", timestamp: 1 } as unknown as Entry;
    const log = reduceLog(joined, live([unknown]));
    expect(log.position).toEqual({ epoch: EPOCH, seq: 1, id: "i1" });
    expect(log.rows).toEqual([]);
  });

  it("[LOG4] asks for a new join when entries of another log arrive, and applies none of them", () => {
    const server = new ServerLog(["message", "message"]);
    const log = reduceLog(EMPTY_LOG, server.join(1, EMPTY_LOG, false, 10));
    const other = reduceLog(log, { kind: "entries", epoch: "e2", entries: server.entries });
    expect(other.isReplaced).toBe(true);
    expect(other.rows).toBe(log.rows);
    expect(reduceLog(other, server.join(2, other, false, 10)).isReplaced).toBe(false);
  });

  it("[LOG4] asks for nothing of the old log after it has started over with an older copy", () => {
    const server = new ServerLog(Array.from({ length: 20 }, () => "message" as const));
    let log = reduceLog(EMPTY_LOG, server.join(8, EMPTY_LOG, false, 10));
    log = reduceLog(log, live(server.entries.slice(12, 14)));
    expect(isBehind(log)).toBe(true);
    log = reduceLog(log, server.join(5, log, false, 10));
    expect(isBehind(log)).toBe(false);
    expectWhole(log, server, 5);
  });

  it("[EN5] keeps the nearest 500 entries that come early, and asks for the rest when it reaches them", () => {
    const server = new ServerLog(Array.from({ length: 900 }, () => "message" as const));
    let log = reduceLog(EMPTY_LOG, server.join(1, EMPTY_LOG, false, 10));
    log = reduceLog(log, live(server.entries.slice(2).toReversed()));
    expect(log.early.size).toBe(500);
    log = reduceLog(log, live(server.entries.slice(1, 2)));
    expect([log.position.seq, isBehind(log), log.early.size]).toEqual([502, true, 0]);
    expectWhole(catchUp(log, server, 900), server, 900);
  });

  it("gives the same object back when nothing changes", () => {
    const server = new ServerLog(["message", "message"]);
    const log = reduceLog(EMPTY_LOG, server.join(2, EMPTY_LOG, false, 10));
    expect(reduceLog(log, live(server.entries))).toBe(log);
    expect(reduceLog(log, trimmed(log, 5))).toBe(log);
  });
});

function trimmed(log: LogState, keepRows: number): LogAction {
  const first = log.rows[Math.max(0, log.rows.length - keepRows)];
  return { kind: "trimmed", beforeSeq: first?.seq ?? log.position.seq + 1 };
}

function page(server: ServerLog, head: number, log: LogState): LogAction {
  const before = server.messages(head).filter(({ seq }) => seq < log.oldestSeq);
  return { kind: "older", messages: before.slice(-10), more: before.length > 10 };
}
