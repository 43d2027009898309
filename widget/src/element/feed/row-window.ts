import type { LogRow } from "../../client/index.ts";

/** Maximum number of rows in the DOM. */
export const MAX_ROWS = 200;
/** Maximum while following the newest: each row costs time in every frame. */
export const FOLLOWED_ROWS = 120;
/** A quarter, so that rows dropped at one end are far from a reader at the other. */
const PAGE_ROWS = 50;
/** Enough for a phone's screen: the first rendering needs no more. */
const FIRST_ROWS = 14;
/** Rows added above them with each frame. */
const FILL_ROWS = 20;
/** Rows removed at once from the top: all rows below move and are painted again. */
const TRIM_ROWS = 20;

/** The part of the rows that is in the DOM: those between two places in the log. */
export interface RowWindow {
  readonly firstSeq: number;
  /** Infinity while the window includes new rows. */
  readonly lastSeq: number;
}

/** The empty window. */
export const NOTHING_SHOWN: RowWindow = { firstSeq: Infinity, lastSeq: Infinity };

/** The newest rows, including future ones: few at first, and more above them with every call. */
export function followWindow(rows: readonly LogRow[], before: RowWindow): RowWindow {
  if (rows.length === 0) return NOTHING_SHOWN;
  const count = followedCount(rows, before);
  const firstSeq = (rows.at(-count) ?? rows[0]!).seq;
  return { firstSeq, lastSeq: Infinity };
}

/** Whether following will add more rows above. */
export function isFilling(rows: readonly LogRow[], window: RowWindow): boolean {
  return followWindow(rows, window).firstSeq < window.firstSeq;
}

function followedCount(rows: readonly LogRow[], { firstSeq }: RowWindow): number {
  const full = FOLLOWED_ROWS - TRIM_ROWS;
  const index = rows.findIndex(({ seq }) => seq >= firstSeq);
  const count = index < 0 ? 0 : rows.length - index;
  // Another log, or so many new rows that none of the old ones stay. A reader who comes back to the
  // newest has up to 200, and keeps half of them.
  const isElsewhere = rows[0]!.seq > firstSeq || count > MAX_ROWS;
  if (isElsewhere || count === 0) return FIRST_ROWS;
  if (count > FOLLOWED_ROWS) return full;
  return Math.max(count, Math.min(full, count + FILL_ROWS));
}

export function visibleRows(rows: readonly LogRow[], window: RowWindow): readonly LogRow[] {
  return rows.filter(({ seq }) => seq >= window.firstSeq && seq <= window.lastSeq);
}

/** A window around a row. */
export function windowAround(rows: readonly LogRow[], seq: number): RowWindow {
  const index = rows.findIndex((row) => row.seq >= seq);
  const first = rows[Math.max(0, index - MAX_ROWS / 2)];
  return closeBelow(rows, { firstSeq: first?.seq ?? 0, lastSeq: Infinity });
}

/** Adds a page above; drops surplus rows at the lower end. */
export function growUp(rows: readonly LogRow[], window: RowWindow): RowWindow {
  const first = rows.findIndex(({ seq }) => seq >= window.firstSeq);
  const firstSeq = rows[Math.max(0, first - PAGE_ROWS)]?.seq ?? 0;
  return closeBelow(rows, { ...window, firstSeq });
}

/** Adds a page below; drops surplus rows at the upper end. */
export function growDown(rows: readonly LogRow[], window: RowWindow): RowWindow {
  const last = rows.findLastIndex(({ seq }) => seq <= window.lastSeq);
  const end = last + PAGE_ROWS;
  const lastSeq = end >= rows.length - 1 ? Infinity : rows[end]!.seq;
  const lastIndex = Math.min(end, rows.length - 1);
  const firstSeq = Math.max(window.firstSeq, rows[Math.max(0, lastIndex - MAX_ROWS + 1)]?.seq ?? 0);
  return { firstSeq, lastSeq };
}

/** Closes a window that is open below, so that it does not grow while nobody reads its end. */
export function closeBelow(rows: readonly LogRow[], window: RowWindow): RowWindow {
  const first = rows.findIndex(({ seq }) => seq >= window.firstSeq);
  const last = rows[first + MAX_ROWS - 1];
  // Closing it at the newest row would reopen it at once, endlessly.
  return first < 0 || !last || last.seq >= window.lastSeq || last === rows.at(-1)
    ? window
    : { ...window, lastSeq: last.seq };
}

/** A window that contains existing rows: its own may have been dropped, or be of another log. */
export function keepInside(rows: readonly LogRow[], window: RowWindow): RowWindow {
  return rows.length === 0 || visibleRows(rows, window).length > 0
    ? window
    : closeBelow(rows, { firstSeq: rows[0]!.seq, lastSeq: Infinity });
}

/** Whether the window includes the newest row. */
export function isOpenBelow(window: RowWindow): boolean {
  return window.lastSeq === Infinity;
}
