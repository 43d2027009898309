/** The share of a core that telling the rooms may take; the rest is for joins, sends and commits. */
const CPU_BUDGET = 0.65;
/** In busy rooms less: each flush takes more along, and what waits for the next waits half as long. */
const BUSY_CPU_BUDGET = 0.42;
/** Nobody sees a difference below this. */
const SHORTEST_MS = 20;
/** A room that scrolls faster than one reads gains nothing by being told more often. */
const BUSY_MS = 100;
/** Above this many entries a second a room is busy; below the 50 that a designer would say, or it would waver at 50. */
const BUSY_RATE = 40;
/** Over how long a room's rate is averaged. */
const RATE_WINDOW_MS = 1_000;

/**
 * How long after the start of one flush of a shard the next may start, in ms.
 *
 * `activeCostMs` is what the last flushes of all shards cost that are told at present: as each
 * waits for the same share of it, they spend the budget together and no more, however
 * many they are. (SPEC FO1, FO2)
 */
export function flushIntervalMs(activeCostMs: number, entriesPerSecond: number): number {
  return entriesPerSecond > BUSY_RATE
    ? Math.max(BUSY_MS, activeCostMs / BUSY_CPU_BUDGET)
    : Math.max(SHORTEST_MS, activeCostMs / CPU_BUDGET);
}

/** A room's rate in entries per second, after `entries` more that came within `elapsedMs`. */
export function nextRate(rate: number, entries: number, elapsedMs: number): number {
  const kept = Math.exp(-elapsedMs / RATE_WINDOW_MS);
  return rate * kept + (entries * 1_000) / RATE_WINDOW_MS;
}
