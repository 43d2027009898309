import type { LogRow } from "../../client/index.ts";

/** Rows in the DOM. */
export const MAX_ROWS = 200;
/** A quarter, so that what is given up at one end lies far from a reader at the other. */
const PAGE_ROWS = 50;

/** Which of the rows are in the DOM: those between two places in the log. */
export interface RowWindow {
  readonly firstSeq: number;
  /** Infinity while the window is open to what comes. */
  readonly lastSeq: number;
}

/** The newest rows, and what comes. */
export function followWindow(rows: readonly LogRow[]): RowWindow {
  return { firstSeq: rows.at(-MAX_ROWS)?.seq ?? 0, lastSeq: Infinity };
}

export function visibleRows(rows: readonly LogRow[], window: RowWindow): readonly LogRow[] {
  return rows.filter(({ seq }) => seq >= window.firstSeq && seq <= window.lastSeq);
}

/** A window that a row stands in the middle of. */
export function windowAround(rows: readonly LogRow[], seq: number): RowWindow {
  const index = rows.findIndex((row) => row.seq >= seq);
  const first = rows[Math.max(0, index - MAX_ROWS / 2)];
  return closeBelow(rows, { firstSeq: first?.seq ?? 0, lastSeq: Infinity });
}

/** Takes in a page above; gives up at the lower end what is too much. */
export function growUp(rows: readonly LogRow[], window: RowWindow): RowWindow {
  const first = rows.findIndex(({ seq }) => seq >= window.firstSeq);
  const firstSeq = rows[Math.max(0, first - PAGE_ROWS)]?.seq ?? 0;
  return closeBelow(rows, { ...window, firstSeq });
}

/** Takes in a page below; gives up at the upper end what is too much. */
export function growDown(rows: readonly LogRow[], window: RowWindow): RowWindow {
  const last = rows.findLastIndex(({ seq }) => seq <= window.lastSeq);
  const end = last + PAGE_ROWS;
  const lastSeq = end >= rows.length - 1 ? Infinity : rows[end]!.seq;
  const lastIndex = Math.min(end, rows.length - 1);
  const firstSeq = Math.max(window.firstSeq, rows[Math.max(0, lastIndex - MAX_ROWS + 1)]?.seq ?? 0);
  return { firstSeq, lastSeq };
}

/** Keeps a window that is open below from growing without end while nobody reads its end. */
export function closeBelow(rows: readonly LogRow[], window: RowWindow): RowWindow {
  const first = rows.findIndex(({ seq }) => seq >= window.firstSeq);
  const last = rows[first + MAX_ROWS - 1];
  // Closing it at the newest row would only have it opened again, without end.
  return first < 0 || !last || last.seq >= window.lastSeq || last === rows.at(-1)
    ? window
    : { ...window, lastSeq: last.seq };
}

/** A window that rows still stand in: they may have been let go, or be another log's. */
export function keepInside(rows: readonly LogRow[], window: RowWindow): RowWindow {
  return rows.length === 0 || visibleRows(rows, window).length > 0
    ? window
    : closeBelow(rows, { firstSeq: rows[0]!.seq, lastSeq: Infinity });
}

/** Whether the newest row is in the window. */
export function isOpenBelow(window: RowWindow): boolean {
  return window.lastSeq === Infinity;
}
