import type { LogRow } from "../../client/index.ts";

/** Rows in the DOM, at most. */
export const MAX_ROWS = 200;
/** While the newest are followed: each of them costs something in every frame. */
export const FOLLOWED_ROWS = 120;
/** A quarter, so that what is given up at one end lies far from a reader at the other. */
const PAGE_ROWS = 50;
/** Enough for a screen: what is seen at first waits for no more. */
const FIRST_ROWS = 30;
/** So many come in above them with each frame. */
const FILL_ROWS = 15;
/** So many go at once at the top: what stands below moves, and all of it is painted anew. */
const TRIM_ROWS = 20;

/** Which of the rows are in the DOM: those between two places in the log. */
export interface RowWindow {
  readonly firstSeq: number;
  /** Infinity while the window is open to what comes. */
  readonly lastSeq: number;
}

/** Shows nothing yet. */
export const NOTHING_SHOWN: RowWindow = { firstSeq: Infinity, lastSeq: Infinity };

/** The newest rows, and what comes: few of them at first, and more above them with every call. */
export function followWindow(rows: readonly LogRow[], before: RowWindow): RowWindow {
  if (rows.length === 0) return NOTHING_SHOWN;
  const count = followedCount(rows, before);
  const firstSeq = (rows.at(-count) ?? rows[0]!).seq;
  return { firstSeq, lastSeq: Infinity };
}

/** Whether following takes in more above by and by. */
export function isFilling(rows: readonly LogRow[], window: RowWindow): boolean {
  return followWindow(rows, window).firstSeq < window.firstSeq;
}

function followedCount(rows: readonly LogRow[], { firstSeq }: RowWindow): number {
  const full = FOLLOWED_ROWS - TRIM_ROWS;
  const index = rows.findIndex(({ seq }) => seq >= firstSeq);
  const count = index < 0 ? 0 : rows.length - index;
  // Another log, or so much at once that nothing of what is shown stays.
  const isElsewhere = rows[0]!.seq > firstSeq || count >= 2 * full;
  if (isElsewhere) return FIRST_ROWS;
  if (count > FOLLOWED_ROWS) return full;
  return Math.max(count, Math.min(full, Math.max(FIRST_ROWS, count + FILL_ROWS)));
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
