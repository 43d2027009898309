import type { LoopClock } from "../../server/src/fan-out/loop-clock.ts";

/** A simulated event loop that advances only on request; work takes no time unless stated. */
export class FakeLoop implements LoopClock {
  #nowMs = 0;
  #soon: (() => void)[] = [];
  #timers: { atMs: number; run: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  /** Number of timers that are running. */
  get timers(): number {
    return this.#timers.length;
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

  /** Simulates work of this duration. */
  work(ms: number): void {
    this.#nowMs += ms;
  }

  /** One turn: due timers, then tasks deferred to this turn. */
  turn(): void {
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#timers = this.#timers.filter(({ atMs }) => atMs > this.#nowMs);
    const runs = this.#soon.splice(0);
    for (const { run } of due.sort((a, b) => a.atMs - b.atMs)) run();
    for (const run of runs) run();
  }

  /** Advances the time, running turns whenever something is due. */
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
