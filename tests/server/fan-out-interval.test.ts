import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flushIntervalMs, nextRate } from "../../server/src/fan-out/flush-interval.ts";
import { FlushCostTracker } from "../../server/src/fan-out/flush-cost-tracker.ts";

describe("how long a room waits for its next flush", () => {
  it.each([
    { what: "a small room", costMs: 1, rate: 5, expected: 20 },
    { what: "a busy room", costMs: 1, rate: 50, expected: 100 },
    { what: "a large room", costMs: 65, rate: 5, expected: 100 },
    { what: "a large, busy room", costMs: 63, rate: 50, expected: 150 },
    { what: "a huge, busy room", costMs: 126, rate: 200, expected: 300 },
  ])("[FO2] is $expected ms in $what", ({ costMs, rate, expected }) => {
    expect(flushIntervalMs(costMs, rate)).toBeCloseTo(expected);
  });

  it("[FO2] leaves all rooms together no more than the budget, however many and large", () => {
    const rooms = fc.array(fc.double({ min: 0.01, max: 500, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(rooms, fc.double({ min: 0, max: 1_000, noNaN: true }), (costsMs, rate) => {
        const flushCosts = new FlushCostTracker();
        for (const costMs of costsMs) flushCosts.record({}, costMs);
        const intervalMs = flushIntervalMs(flushCosts.costMs(0), rate);
        const share = costsMs.reduce((sum, costMs) => sum + costMs / intervalMs, 0);
        expect(share).toBeLessThanOrEqual(0.6501);
        expect(intervalMs).toBeGreaterThanOrEqual(20);
      }),
    );
  });

  it("[FO2] forgets what a shard cost when it has gone quiet", () => {
    const flushCosts = new FlushCostTracker();
    const [one, other] = [{}, {}];
    flushCosts.record(one, 30);
    flushCosts.record(other, 5);
    flushCosts.record(one, 10);
    expect(flushCosts.costMs(0)).toBe(15);
    flushCosts.forgetAt(one, 20);
    expect(flushCosts.costMs(19)).toBe(15);
    expect(flushCosts.costMs(20)).toBe(5);
  });

  it("[FO2] forgets shards that go quiet one after another within 5 ms each", () => {
    const flushCosts = new FlushCostTracker();
    const shards = Array.from({ length: 10 }, () => ({}));
    shards.forEach((shard, i) => {
      flushCosts.record(shard, 1);
      flushCosts.forgetAt(shard, 20 + i);
    });
    for (let nowMs = 20; nowMs <= 40; nowMs++) {
      const active = shards.filter((_, i) => 20 + i > nowMs).length;
      expect(flushCosts.costMs(nowMs)).toBeGreaterThanOrEqual(active);
      expect(flushCosts.costMs(nowMs)).toBeLessThanOrEqual(active + 5);
    }
    expect(flushCosts.costMs(40)).toBe(0);
  });

  it("[FO2] counts a shard on that flushed again before it had gone quiet", () => {
    const flushCosts = new FlushCostTracker();
    const shard = {};
    flushCosts.record(shard, 30);
    flushCosts.forgetAt(shard, 20);
    flushCosts.record(shard, 10);
    expect(flushCosts.costMs(100)).toBe(10);
    flushCosts.forgetAt(shard, 120);
    expect(flushCosts.costMs(120)).toBe(0);
  });

  it("[FO2] knows a room's rate after a second, whatever the flushes were", () => {
    for (const [perFlush, everyMs] of [
      [1, 20],
      [5, 100],
      [10, 200],
    ] as const) {
      let rate = 0;
      for (let i = 0; i < 3_000 / everyMs; i++) rate = nextRate(rate, perFlush, everyMs);
      expect(rate).toBeGreaterThan(45);
      expect(rate).toBeLessThan(56);
    }
    expect(nextRate(50, 1, 10_000)).toBeLessThan(1.01);
    expect(nextRate(0, 1, Infinity)).toBe(1);
  });
});
