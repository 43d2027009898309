import type { Clock } from "../clock.ts";

const FIRST_BOUND_MS = 1_000;
const MAX_DELAY_MS = 10_000;

/**
 * The delay before an attempt, whose number counts from 1.
 *
 * Full jitter, even at the longest delay, spreads an audience that was disconnected at one moment,
 * so that its return does not overload the server.
 */
export function reconnectDelayMs(attempt: number, clock: Clock): number {
  const boundMs = Math.min(MAX_DELAY_MS, FIRST_BOUND_MS * 2 ** (attempt - 1));
  return Math.round(boundMs * clock.random());
}

/** How long to wait if a server said when to reconnect. (SPEC CN7) */
export function comeBackDelayMs(afterMs: number, clock: Clock): number {
  return Math.round(afterMs * (1 + clock.random()));
}
