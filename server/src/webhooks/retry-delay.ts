const FIRST_MS = 5_000;
const MOST_MS = 60 * 60_000;
/** For so long a delivery is tried; then it is parked. (SPEC WH4) */
export const MAX_RETRY_AGE_MS = 24 * 60 * 60_000;

/** After how long to try again: doubled each time up to an hour, and never the same for two. */
export function retryDelay(attempts: number, random: () => number): number {
  const ms = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempts, 20));
  return Math.round(ms * (0.8 + 0.4 * random()));
}
