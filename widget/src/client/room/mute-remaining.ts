import type { Me } from "#protocol";

/** When each was told us, by a clock that nobody sets; the device's own may be put forward. */
const toldAt = new WeakMap<Me, number>();

/** Notes that the server has just said this, which `retryAfterMs` is counted from. (SPEC ID8) */
export function startMuteClock(me: Me): void {
  if (!toldAt.has(me)) toldAt.set(me, performance.now());
}

/** For how long somebody is still kept from writing; undefined where no end is set. (SPEC ID8) */
export function muteRemainingMs(me: Me): number | undefined {
  startMuteClock(me);
  if (me.retryAfterMs === undefined) return undefined;
  return Math.max(0, toldAt.get(me)! + me.retryAfterMs - performance.now());
}
