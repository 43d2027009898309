import fc from "fast-check";
import { describe, expect, it } from "vitest";
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

  it("forgets people who have been away", () => {
    const buckets = new TokenBuckets({ count: 1, windowMs: 1_000 });
    for (let i = 0; i < 50_000; i++) buckets.take(`person ${i}`, i);
    expect(buckets.take("person 0", 50_000)).toBe(0);
  });
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
