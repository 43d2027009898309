import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  closeBelow,
  followWindow,
  growDown,
  growUp,
  isOpenBelow,
  MAX_ROWS,
  visibleRows,
} from "../../../widget/src/element/feed/row-window.ts";
import type { LogRow } from "../../../widget/src/client/index.ts";

/** Removed and skipped entries leave gaps in the seqs of rows. */
function makeRows(count: number): LogRow[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: "removed",
    seq: 10 + i * 2,
    id: `${i}`,
    timestamp: 0,
  }));
}

describe("the window on the rows", () => {
  it("holds the newest 200 while they are followed", () => {
    const rows = makeRows(1_000);
    expect(visibleRows(rows, followWindow(rows))).toEqual(rows.slice(-MAX_ROWS));
  });

  it("stays one run of rows, and small, however the reader scrolls", () => {
    const moves = fc.array(fc.constantFrom(growUp, growDown, closeBelow), { maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), moves, (count, steps) => {
        const rows = makeRows(count);
        let window = followWindow(rows);
        for (const step of steps) window = step(rows, window);
        const shown = visibleRows(rows, window);
        expect(shown.length).toBeGreaterThan(0);
        expect(shown.length).toBeLessThanOrEqual(MAX_ROWS);
        const first = rows.indexOf(shown[0]!);
        expect(shown).toEqual(rows.slice(first, first + shown.length));
      }),
    );
  });

  it("leads from the newest row to the oldest and back", () => {
    const rows = makeRows(1_500);
    let window = followWindow(rows);
    while (visibleRows(rows, window)[0] !== rows[0]) window = growUp(rows, window);
    expect(isOpenBelow(window)).toBe(false);
    while (!isOpenBelow(window)) window = growDown(rows, window);
    expect(visibleRows(rows, window).at(-1)).toBe(rows.at(-1));
    expect(closeBelow(rows, window)).toEqual(window);
  });
});
