/** Share of a core for fan-out; the rest is for joins, sends and commits. */
const CPU_BUDGET = 0.65;
/** Share in busy rooms, where flushes are larger and frames wait half as long for the next one. */
const BUSY_CPU_BUDGET = 0.42;
/** Nobody sees a difference below this. */
const SHORTEST_MS = 20;
/** A room that scrolls faster than people read does not need more frequent flushes. */
const BUSY_MS = 100;
/**
 * Entries per second above which a room is busy. Less than the target of 50, to avoid oscillation.
 */
const BUSY_RATE = 40;
/** Period over which a room's rate is averaged. */
const RATE_WINDOW_MS = 1_000;

/**
 * The minimum time between the starts of two flushes of a shard, in ms.
 *
 * `activeCostMs` is the cost of the last flushes of all active shards. Each shard waits for its
 * share of that, so together they stay within the budget, however many they are. (SPEC FO1, FO2)
 */
export function flushIntervalMs(activeCostMs: number, entriesPerSecond: number): number {
  return entriesPerSecond > BUSY_RATE
    ? Math.max(BUSY_MS, activeCostMs / BUSY_CPU_BUDGET)
    : Math.max(SHORTEST_MS, activeCostMs / CPU_BUDGET);
}

/** A room's rate in entries per second, after `entries` more within `elapsedMs`. */
export function nextRate(rate: number, entries: number, elapsedMs: number): number {
  const kept = Math.exp(-elapsedMs / RATE_WINDOW_MS);
  return rate * kept + (entries * 1_000) / RATE_WINDOW_MS;
}
