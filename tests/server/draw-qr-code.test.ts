import jsQR from "jsqr";
import { expect, it } from "vitest";
import { drawQrCode } from "../../server/src/auth/draw-qr-code.ts";

/** Pixels of a module, and modules of white around them. */
const SCALE = 4;
const MARGIN = 4;

/** What a phone reads where a browser fills the path. */
function scan({ size, path }: { size: number; path: string }): string | undefined {
  const side = (size + 2 * MARGIN) * SCALE;
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let line = 0; line < SCALE; line++) {
      const start = ((Number(y) + MARGIN) * SCALE + line) * side + (Number(x) + MARGIN) * SCALE;
      for (let i = start; i < start + Number(length) * SCALE; i++) pixels.fill(0, 4 * i, 4 * i + 3);
    }
  return jsQR(pixels, side, side)?.data;
}

it.each(["https://chat.example/sign-in/#device=123456789", "a", "가".repeat(60)])(
  "[SI11] the path of a QR code is read as its text: %s",
  (text) => {
    expect(scan(drawQrCode(text))).toBe(text);
  },
);
