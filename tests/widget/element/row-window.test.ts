import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  closeBelow,
  FOLLOWED_ROWS,
  followWindow,
  growDown,
  growUp,
  isFilling,
  isOpenBelow,
  MAX_ROWS,
  NOTHING_SHOWN,
  visibleRows,
  type RowWindow,
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

/** What is shown once everything has come in. */
function follow(rows: readonly LogRow[]): RowWindow {
  let window = followWindow(rows, NOTHING_SHOWN);
  while (isFilling(rows, window)) window = followWindow(rows, window);
  return window;
}

describe("the window on the rows", () => {
  it("begins with what fills a screen, and takes in more above until it is full", () => {
    const rows = makeRows(1_000);
    const counts: number[] = [];
    let window = NOTHING_SHOWN;
    do {
      window = followWindow(rows, window);
      counts.push(visibleRows(rows, window).length);
      expect(visibleRows(rows, window)).toEqual(rows.slice(-counts.at(-1)!));
    } while (isFilling(rows, window));
    expect(counts).toEqual([14, 34, 54, 74, 94, 100]);
  });

  it("follows new rows, and drops rows at the top twenty at a time", () => {
    let rows = makeRows(1_000);
    let window = follow(rows);
    const counts = new Set<number>();
    for (let count = 1_001; count < 1_100; count++) {
      rows = makeRows(count);
      window = followWindow(rows, window);
      const shown = visibleRows(rows, window);
      expect(shown.at(-1)).toBe(rows.at(-1));
      counts.add(shown.length);
    }
    expect(Math.min(...counts)).toBe(100);
    expect(Math.max(...counts)).toBe(FOLLOWED_ROWS);
  });

  it("starts again when none of the shown rows is left", () => {
    const rows = makeRows(1_000);
    expect(visibleRows(rows, followWindow(rows, follow(rows.slice(0, 600)))).length).toBe(14);
    expect(
      visibleRows(rows.slice(500), followWindow(rows.slice(500), follow(rows.slice(0, 200))))
        .length,
    ).toBe(14);
    expect(followWindow([], follow(rows))).toBe(NOTHING_SHOWN);
  });

  it("keeps the rows that a reader sees who comes back to the newest", () => {
    const rows = makeRows(1_000);
    const read = { firstSeq: rows.at(-MAX_ROWS)!.seq, lastSeq: Infinity };
    expect(visibleRows(rows, followWindow(rows, read)).length).toBe(100);
  });

  it("stays one run of rows, and small, however the reader scrolls", () => {
    const moves = fc.array(fc.constantFrom(growUp, growDown, closeBelow), { maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), moves, (count, steps) => {
        const rows = makeRows(count);
        let window = follow(rows);
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
    let window = follow(rows);
    while (visibleRows(rows, window)[0] !== rows[0]) window = growUp(rows, window);
    expect(isOpenBelow(window)).toBe(false);
    while (!isOpenBelow(window)) window = growDown(rows, window);
    expect(visibleRows(rows, window).at(-1)).toBe(rows.at(-1));
    expect(closeBelow(rows, window)).toEqual(window);
  });
});
