import type { AlarmClock } from "./chat/ports/clock.ts";

/** Node fires longer timers immediately. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: AlarmClock = {
  nowMs: () => Date.now(),
  after(ms, run) {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number) => {
      const stepMs = Math.min(leftMs, LONGEST_MS);
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : run()), stepMs);
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
