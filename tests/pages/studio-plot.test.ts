import { describe, expect, it } from "vitest";
import { linesOf, mostOf } from "../../pages/studio/views/plot.ts";

const SCALE = { most: 10, width: 100, height: 13 };

describe("a plot of the studio", () => {
  it("[ST3] has no line to the minute that has begun, which has its own place at the end", () => {
    const series = { values: [0, 10, 1], hasBegun: true };
    expect(linesOf(series, SCALE)).toEqual([["0.0 11.5", "50.0 1.5"]]);
    expect(mostOf(series)).toBe(10);
    // Its place stays free where nothing of it is known.
    expect(linesOf({ values: [0, 10, undefined], hasBegun: true }, SCALE)).toEqual(
      linesOf(series, SCALE),
    );
    expect(mostOf({ values: [2, 7], hasBegun: true })).toBe(7);
  });

  it("[ST2] leaves out what no node has noted, and goes on behind it", () => {
    const series = { values: [10, undefined, 0, 5, undefined], hasBegun: false };
    expect(linesOf(series, SCALE)).toEqual([["0.0 1.5"], ["50.0 11.5", "75.0 6.5"]]);
    expect(mostOf({ values: [undefined], hasBegun: false })).toBe(0);
  });
});
