import type { Clock } from "../clock.ts";

const FIRST_BOUND_MS = 1_000;
const MAX_DELAY_MS = 10_000;

/**
 * How long to wait before the attempt with this number, counted from 1.
 *
 * Full jitter, of the longest delay too: it spreads an audience that was cut off
 * at one moment, so that its return does not stall the server.
 */
export function reconnectDelayMs(attempt: number, clock: Clock): number {
  const boundMs = Math.min(MAX_DELAY_MS, FIRST_BOUND_MS * 2 ** (attempt - 1));
  return Math.round(boundMs * clock.random());
}

/** How long to stay away from a server that said when to come back. (SPEC CN7) */
export function comeBackDelayMs(afterMs: number, clock: Clock): number {
  return Math.round(afterMs * (1 + clock.random()));
}
