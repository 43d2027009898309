import type { AlarmClock } from "../../server/src/chat/ports/clock.ts";
import { systemClock } from "../../server/src/system-clock.ts";

/**
 * A clock that stands, so that no bucket of a rate fills again while requests are made, however
 * busy the machine is.
 */
export function standingClock(): AlarmClock {
  const nowMs = systemClock.nowMs();
  return { ...systemClock, nowMs: () => nowMs };
}
