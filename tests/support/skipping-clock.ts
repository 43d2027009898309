import type { AlarmClock } from "../../server/src/chat/ports/clock.ts";
import { systemClock } from "../../server/src/system-clock.ts";

interface Alarm {
  dueMs: number;
  ring: () => void;
  cancel: () => void;
}

/** The machine's clock, which a test can put forward; due timers then fire. */
export class SkippingClock implements AlarmClock {
  #skippedMs = 0;
  readonly #alarms = new Set<Alarm>();

  nowMs(): number {
    return systemClock.nowMs() + this.#skippedMs;
  }

  after(ms: number, run: () => void): () => void {
    const ring = () => {
      cancel();
      run();
    };
    const stop = systemClock.after(ms, ring);
    const cancel = () => {
      stop();
      this.#alarms.delete(alarm);
    };
    const alarm = { dueMs: this.nowMs() + ms, ring, cancel };
    this.#alarms.add(alarm);
    return cancel;
  }

  /** Puts the clock forward. */
  skip(ms: number): void {
    this.#skippedMs += ms;
    for (const { dueMs, ring } of [...this.#alarms].sort((a, b) => a.dueMs - b.dueMs))
      if (dueMs <= this.nowMs()) ring();
  }
}
