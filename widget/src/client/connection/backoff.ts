import type { Clock } from "../clock.ts";

const LEAST_BOUND_MS = 1_000;
const MAX_DELAY_MS = 10_000;

/**
 * The delay before the next attempt, when the connection has been down for `downMs`. (SPEC CN15)
 *
 * It is at most that long, or a second, so an outage is hardly more than doubled for anybody. Full
 * jitter, even at the longest delay, spreads an audience that was disconnected at one moment.
 */
export function reconnectDelayMs(downMs: number, clock: Clock): number {
  return Math.min(MAX_DELAY_MS, Math.max(LEAST_BOUND_MS, downMs)) * clock.random();
}

/** How long to wait if a server said when to reconnect. (SPEC CN7) */
export function comeBackDelayMs(afterMs: number, clock: Clock): number {
  return afterMs * (1 + clock.random());
}
