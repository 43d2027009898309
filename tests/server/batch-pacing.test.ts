import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MIN_BATCH, BatchPacing } from "../../server/src/chat/commit/batch-pacing.ts";
import type { Append } from "../../server/src/chat/ports/append.ts";

function by(userId: string, streamId = "s1"): Append {
  const author = { userId, nickname: userId, role: "guest" } as const;
  return { kind: "message", streamId, author, message: "안녕하세요" };
}

/** Plays people who write, each commit taking no time at all; gives when commits began. */
function play(sends: readonly { atMs: number; userId: string; streamId?: string }[]): number[] {
  const pace = new BatchPacing();
  const starts: number[] = [];
  let waiting: Append[] = [];
  let dueMs = Infinity;
  const commit = (nowMs: number) => {
    pace.noteCommit(waiting, nowMs);
    starts.push(nowMs);
    waiting = [];
    dueMs = Infinity;
  };
  for (const { atMs, userId, streamId } of sends) {
    if (dueMs <= atMs) commit(dueMs);
    pace.noteArrival(atMs);
    waiting.push(by(userId, streamId));
    dueMs = atMs + pace.waitMs(waiting, atMs);
    if (dueMs <= atMs) commit(atMs);
  }
  if (waiting.length > 0) commit(dueMs);
  return starts;
}

/** Messages at even distances over two seconds, by so many people in turns. */
function evenly(perSecond: number, people: number) {
  return Array.from({ length: 2 * perSecond }, (_, i) => ({
    atMs: (i * 1_000) / perSecond,
    userId: `u${i % people}`,
  }));
}

describe("the pace of commits", () => {
  it("[LOG2] gives each message its own commit while few are written", () => {
    expect(play(evenly(50, 10))).toHaveLength(100);
    expect(play(evenly(90, 10))).toHaveLength(180);
  });

  it("[LOG2] lets the messages of many share commits that begin 20 ms apart", () => {
    const lastSecond = play(evenly(400, 10)).filter((atMs) => atMs >= 1_000 && atMs < 1_980);
    expect(lastSecond.length).toBeLessThanOrEqual(50);
    for (const [i, atMs] of lastSecond.entries())
      if (i > 0) expect(atMs - lastSecond[i - 1]!).toBeGreaterThanOrEqual(20);
  });

  it("[LOG2] lets those of many rooms share commits that begin 8 ms apart", () => {
    const sends = evenly(400, 40).map((send, i) => ({ ...send, streamId: `s${i % 40}` }));
    const lastSecond = play(sends).filter((atMs) => atMs >= 1_000 && atMs < 1_992);
    expect(lastSecond.length).toBeGreaterThan(90);
    for (const [i, atMs] of lastSecond.entries())
      if (i > 0) expect(atMs - lastSecond[i - 1]!).toBeGreaterThanOrEqual(8);
  });

  it("[LOG2] never delays a person who writes alone, however fast", () => {
    expect(play(evenly(1_000, 1))).toHaveLength(2_000);
  });

  it("[LOG2] commits at once when a whole batch waits", () => {
    const pace = new BatchPacing();
    for (let i = 0; i < 500; i++) pace.noteArrival(0);
    pace.noteCommit([by("a"), by("b")], 0);
    const crowd = Array.from({ length: MIN_BATCH }, (_, i) => by(`u${i}`));
    expect(pace.waitMs(crowd.slice(1), 1)).toBe(19);
    expect(pace.waitMs(crowd, 1)).toBe(0);
  });

  it("[LOG2] holds nothing up for more than 20 ms, whatever is written when", () => {
    const send = fc.record({ gapMs: fc.nat(60), userId: fc.constantFrom("a", "b", "c") });
    fc.assert(
      fc.property(fc.array(send, { maxLength: 300 }), (sends) => {
        const pace = new BatchPacing();
        let nowMs = 0;
        for (const { gapMs, userId } of sends) {
          nowMs += gapMs / 10;
          pace.noteArrival(nowMs);
          const waitMs = pace.waitMs([by(userId)], nowMs);
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(waitMs).toBeLessThanOrEqual(20);
          if (waitMs === 0) pace.noteCommit([by(userId)], nowMs);
        }
      }),
    );
  });
});
