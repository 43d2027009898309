import type { LoopClock } from "../../server/src/fan-out/loop-clock.ts";

/** An event loop that turns only when it is told to, and whose work takes no time unless it says so. */
export class FakeLoop implements LoopClock {
  #nowMs = 0;
  #soon: (() => void)[] = [];
  #timers: { atMs: number; run: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(ms: number, run: () => void): void {
    this.#timers.push({ atMs: this.#nowMs + ms, run });
  }

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  behindTicks(run: () => void): void {
    run();
  }

  /** What runs at present takes so long. */
  work(ms: number): void {
    this.#nowMs += ms;
  }

  /** One turn: timers that are due, then what was put off to the next. */
  turn(): void {
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#timers = this.#timers.filter(({ atMs }) => atMs > this.#nowMs);
    const runs = this.#soon.splice(0);
    for (const { run } of due.sort((a, b) => a.atMs - b.atMs)) run();
    for (const run of runs) run();
  }

  /** Lets so much time pass, turning whenever there is something to do. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    this.turn();
    for (;;) {
      const nextMs = this.#soon.length > 0 ? this.#nowMs : this.#nextTimerMs();
      if (nextMs > untilMs) break;
      this.#nowMs = Math.max(this.#nowMs, nextMs);
      this.turn();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  #nextTimerMs(): number {
    return Math.min(Infinity, ...this.#timers.map(({ atMs }) => atMs));
  }
}
