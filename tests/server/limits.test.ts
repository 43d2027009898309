import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Role } from "#protocol";
import { ActionLimits } from "../../server/src/chat/limits/action-limits.ts";
import { SendLimit } from "../../server/src/chat/limits/send-limit.ts";
import { TokenBuckets } from "../../server/src/chat/limits/token-bucket.ts";

describe("a token bucket", () => {
  it("[SM8] never lets more through than the rate, and keeps its word on when to try again", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(steps, (waits) => {
        const buckets = new TokenBuckets({ count: 8, windowMs: 10_000 });
        let nowMs = 0;
        let taken = 0;
        for (const wait of waits) {
          nowMs += wait;
          const retryAfterMs = buckets.take("someone", nowMs);
          if (retryAfterMs === 0) taken++;
          else if (wait % 2 === 0) {
            nowMs += retryAfterMs;
            expect(buckets.take("someone", nowMs)).toBe(0);
            taken++;
          }
        }
        expect(taken).toBeLessThanOrEqual(8 + (nowMs * 8) / 10_000 + 1e-6);
      }),
    );
  });

  it("[SM8] keeps people apart, and a clock that goes back gives nothing away", () => {
    const buckets = new TokenBuckets({ count: 1, windowMs: 1_000 });
    expect(buckets.take("a", 5_000)).toBe(0);
    expect(buckets.take("b", 5_000)).toBe(0);
    expect(buckets.take("a", 4_000)).toBeGreaterThan(0);
    expect(buckets.take("a", 4_500)).toBeGreaterThan(0);
  });

  it("[SM8] goes on from one window to the next, and is full again after one without anybody", () => {
    const buckets = new TokenBuckets({ count: 2, windowMs: 1_000 });
    const takeTwice = (nowMs: number) => [buckets.take("a", nowMs), buckets.take("a", nowMs)];
    expect(takeTwice(900)).toEqual([0, 0]);
    expect(buckets.take("a", 1_800)).toBe(0);
    // A new window has just begun; what was taken in the one before still counts.
    expect(takeTwice(1_900)[1]).toBeGreaterThan(0);
    expect(takeTwice(9_000)).toEqual([0, 0]);
  });

  it("[SM8] takes nothing back beyond its rate", () => {
    const buckets = new TokenBuckets({ count: 2, windowMs: 1_000 });
    expect(buckets.take("a", 0)).toBe(0);
    for (let i = 0; i < 5; i++) buckets.giveBack("a");
    expect([1, 2, 3].map(() => buckets.take("a", 0) > 0)).toEqual([false, false, true]);
  });

  it("forgets people who have been away", () => {
    const buckets = new TokenBuckets({ count: 1, windowMs: 1_000 });
    for (let i = 0; i < 50_000; i++) buckets.take(`person ${i}`, i);
    expect(buckets.take("person 0", 50_000)).toBe(0);
  });
});

describe("limits that people share", () => {
  const of = (userId: string, role: Role, addressHash = "hash") => ({
    ...{ userId, role, addressHash, streamId: "s1" },
  });
  /** How many people with ids of their own may do it, up to a thousand. */
  const countUntilRefused = (take: (i: number) => number) => {
    for (let i = 0; i < 1_000; i++) if (take(i) > 0) return i;
    return Infinity;
  };

  it("[MO15] of an address count guests apart from members", () => {
    const limits = new ActionLimits({ count: 10, windowMs: 1_000 });
    const reports = (role: Role) =>
      countUntilRefused((i) => limits.take("report", of(`${role}${i}`, role), 0));
    expect([reports("guest"), reports("member")]).toEqual([60, 60]);
  });

  it("[JR9][MO13] are given back whole: of the person, of the address and of the stream", () => {
    const limits = new ActionLimits({ count: 10, windowMs: 1_000 });
    for (let i = 0; i < 2_000; i++) {
      const caller = of(`u${i % 3}`, "guest");
      expect(limits.take("moderate", caller, 0)).toBe(0);
      limits.giveBack("moderate", caller);
    }
    expect(countUntilRefused((i) => limits.take("moderate", of(`v${i}`, "guest"), 0))).toBe(600);
    expect(limits.take("moderate", of("w", "guest", "another hash"), 0)).toBeGreaterThan(0);
  });

  it("[SM8] of an address hold for guests, and not for members who share it", () => {
    const limit = new SendLimit({ count: 1, windowMs: 1_000 });
    const sends = (role: Role) =>
      countUntilRefused((i) => limit.admit(of(`${role}${i}`, role), { streamId: "s1" }, 0));
    expect([sends("member"), sends("guest")]).toEqual([Infinity, 10]);
  });
});

it("[SM8] a send that was refused later counts as new when it is tried again", () => {
  const limit = new SendLimit({ count: 2, windowMs: 1_000 });
  const [person, sent] = [
    { userId: "a", role: "guest" } as const,
    { streamId: "s1", clientId: "c" },
  ];
  for (let i = 0; i < 2; i++) {
    expect(limit.admit(person, sent, 0)).toBe(0);
    limit.forget("a", sent);
  }
  expect(limit.admit(person, sent, 0)).toBeGreaterThan(0);
});

it("[LOG3] a repeat costs nothing, however many others repeat", () => {
  const limit = new SendLimit({ count: 1, windowMs: 1_000 });
  const sent = { streamId: "s1", clientId: "c1" };
  const [a, b] = (["a", "b"] as const).map((userId) => ({ userId, role: "guest" as const }));
  expect(limit.admit(a!, sent, 0)).toBe(0);
  expect(limit.admit(a!, sent, 0)).toBe(0);
  expect(limit.admit(b!, sent, 0)).toBe(0);
  expect(limit.admit(a!, { ...sent, clientId: "c2" }, 0)).toBeGreaterThan(0);
  // The same id on another stream is another message.
  expect(limit.admit(a!, { ...sent, streamId: "s2" }, 0)).toBeGreaterThan(0);
  // But nobody repeats it without end.
  const repeats = Array.from({ length: 20 }, () => limit.admit(a!, sent, 0));
  expect(repeats.filter((waitMs) => waitMs === 0)).toHaveLength(9);
});
