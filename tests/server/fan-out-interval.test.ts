import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flushIntervalMs, nextRate } from "../../server/src/fan-out/flush-interval.ts";
import { HotCohorts } from "../../server/src/fan-out/hot-cohorts.ts";

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
        const hotCohorts = new HotCohorts();
        for (const costMs of costsMs) hotCohorts.heat({}, costMs);
        const intervalMs = flushIntervalMs(hotCohorts.costMs, rate);
        const share = costsMs.reduce((sum, costMs) => sum + costMs / intervalMs, 0);
        expect(share).toBeLessThanOrEqual(0.6501);
        expect(intervalMs).toBeGreaterThanOrEqual(20);
      }),
    );
  });

  it("[FO2] forgets what a cohort cost when it has gone quiet", () => {
    const hotCohorts = new HotCohorts();
    const [one, other] = [{}, {}];
    hotCohorts.heat(one, 30);
    hotCohorts.heat(other, 5);
    hotCohorts.heat(one, 10);
    expect(hotCohorts.costMs).toBe(15);
    hotCohorts.cool(one);
    expect(hotCohorts.costMs).toBe(5);
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
