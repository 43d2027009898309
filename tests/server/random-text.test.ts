import { expect, it } from "vitest";
import { randomText } from "../../server/src/chat/text/random-text.ts";

it("gives every text all of its bytes, and no byte to two texts", () => {
  const texts = Array.from({ length: 2_000 }, (_, i) => randomText(9 + 3 * (i % 3)));
  expect(texts.map(({ length }) => length)).toEqual(texts.map((_, i) => 12 + 4 * (i % 3)));
  const all = Buffer.concat(texts.map((text) => Buffer.from(text, "base64url")));
  // 64 random bits: two equal parts would be shared bytes, wherever in the texts they are.
  const parts = Array.from({ length: all.length - 7 }, (_, i) => all.toString("hex", i, i + 8));
  expect(new Set(parts).size).toBe(parts.length);
  // Random bytes have all values; what was never drawn would be zero.
  expect(new Set(all).size).toBe(256);
  expect(all.filter((byte) => byte === 0).length / all.length).toBeLessThan(0.02);
});
