import type { Clock } from "./clock.ts";

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;

/**
 * How long to wait before the attempt with this number, counted from 1.
 *
 * Full jitter: it spreads an audience that was cut off at one moment, so that
 * its return does not stall the server.
 */
export function reconnectDelayMs(attempt: number, clock: Clock): number {
  const delayMs = FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 10);
  return Math.min(MAX_DELAY_MS, Math.round(delayMs * 2 * clock.random()));
}

/** How long to stay away from a server that said when to come back. (SPEC CN7) */
export function comeBackDelayMs(afterMs: number, clock: Clock): number {
  return Math.round(afterMs * (1 + clock.random()));
}
