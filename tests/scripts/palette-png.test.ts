import { crc32, deflateSync, inflateSync } from "node:zlib";

import { describe, expect, it } from "vitest";
import { decode, toPalettePng } from "../../scripts/lib/palette-png.ts";
import { pickPalette } from "../../scripts/lib/pick-palette.ts";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(type: string, content: readonly number[] | Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), Buffer.from(content)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of 2 pixels a line, each line with the number of its filter before it. */
function pngOf(lines: readonly (readonly number[])[]): Buffer {
  const header = [0, 0, 0, 2, 0, 0, 0, lines.length, 8, 2, 0, 0, 0];
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", [])]);
}

/** All filters of PNG, which are numbered: none, left, up, both, and Paeth's. */
const PNG = pngOf([
  [0, 10, 20, 30, 40, 50, 60],
  [1, 10, 20, 30, 30, 30, 30],
  [2, 0, 0, 0, 1, 1, 1],
  [3, 5, 10, 15, 20, 25, 30],
  [4, 1, 1, 1, 2, 2, 2],
]);
const PIXELS = [
  [10, 20, 30, 40, 50, 60],
  [10, 20, 30, 40, 50, 60],
  [10, 20, 30, 41, 51, 61],
  [10, 20, 30, 45, 60, 75],
  [11, 21, 31, 47, 62, 77],
];

describe("a picture with a palette", () => {
  it("is read whatever its lines are filtered with", () => {
    expect([...decode(PNG).rgb]).toEqual(PIXELS.flat());
  });

  it("has the same pixels, where there are few colours", () => {
    const png = toPalettePng(PNG);
    expect(png.subarray(0, 8)).toEqual(SIGNATURE);
    // 8 bits and a palette.
    expect([...png.subarray(24, 26)]).toEqual([8, 3]);
    const at = png.indexOf("PLTE");
    const palette = png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
    const data = png.indexOf("IDAT");
    const lines = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
    const seen = PIXELS.map((_, y) =>
      [0, 1].flatMap((x) => {
        const place = lines[y * 3 + 1 + x]!;
        return [...palette.subarray(place * 3, place * 3 + 3)];
      }),
    );
    expect(seen).toEqual(PIXELS);
  });

  it("keeps large areas exactly, and others nearly, where there are many colours", () => {
    const rgb: number[] = [];
    for (let i = 0; i < 4_096; i++) rgb.push(i % 256, i >> 4, 128);
    for (let i = 0; i < 20_000; i++) rgb.push(18, 52, 86);
    const { colors, indexOf } = pickPalette(Uint8Array.from(rgb));
    expect(colors.length).toBe(256);
    expect(colors[indexOf(18, 52, 86)]).toEqual([18, 52, 86]);
    for (let i = 0; i < rgb.length; i += 3) {
      const was = rgb.slice(i, i + 3) as [number, number, number];
      const is = colors[indexOf(...was)]!;
      expect(Math.max(...was.map((value, c) => Math.abs(value - is[c]!)))).toBeLessThan(40);
    }
  });
});
