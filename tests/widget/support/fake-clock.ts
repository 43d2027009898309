import type { Clock } from "../../../widget/src/client/clock.ts";

/** A clock that stands still until it is told otherwise. */
export class FakeClock implements Clock {
  #nowMs = 1_000_000;
  #timers: { atMs: number; run: () => void }[] = [];
  /** What `random` gives. */
  chance = 0.5;

  nowMs(): number {
    return this.#nowMs;
  }

  after(ms: number, run: () => void): () => void {
    // As browsers have it: what is too far off happens at once.
    const timer = { atMs: this.#nowMs + (ms < 2 ** 31 ? ms : 0), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  random(): number {
    return this.chance;
  }

  /** How many timers are left. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets time pass, and everything that falls due in it happen in order. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      const due = next;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.run();
    }
    this.#nowMs = untilMs;
  }

  /** Lets time pass while the device sleeps: what fell due happens late, when it wakes up. */
  sleep(ms: number): void {
    this.#nowMs += ms;
    this.pass(0);
  }

  #next(untilMs: number): { atMs: number; run: () => void } | undefined {
    return this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }
}

/** Lets everything run that only waits for promises. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
