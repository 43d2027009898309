import type { Me } from "#protocol";

/** When each was received, by a monotonic clock; the device's clock may be changed. */
const toldAt = new WeakMap<Me, number>();

/**
 * Records that the server has just sent this, because `retryAfterMs` counts from now. (SPEC ID8)
 */
export function startMuteClock(me: Me): void {
  if (!toldAt.has(me)) toldAt.set(me, performance.now());
}

/** How long a person is still barred from writing; undefined if there is no end. (SPEC ID8) */
export function muteRemainingMs(me: Me): number | undefined {
  startMuteClock(me);
  if (me.retryAfterMs === undefined) return undefined;
  return Math.max(0, toldAt.get(me)! + me.retryAfterMs - performance.now());
}
