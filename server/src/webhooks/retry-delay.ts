const FIRST_MS = 5_000;
const MOST_MS = 60 * 60_000;
/** Maximum age of a failing delivery; then its cursor is suspended. (SPEC WH4) */
export const MAX_RETRY_AGE_MS = 24 * 60 * 60_000;

/** The delay before the next attempt: doubled each time up to an hour, with jitter. */
export function retryDelay(attempts: number, random: () => number): number {
  const ms = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempts, 20));
  return Math.round(ms * (0.8 + 0.4 * random()));
}
