import type { AlarmClock } from "./chat/ports/clock.ts";

/** Longer waits than this fire at once in Node. */
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
