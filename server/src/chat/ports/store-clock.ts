import type { AlarmClock } from "./clock.ts";

/** Below this, two clocks agree: what is measured may be off by as much as the store's answer takes. */
const TOLERANCE_MS = 250;

/**
 * The store's clock, as far as this node knows it. (SPEC ID11)
 *
 * Nodes of one database agree on it, whatever their own clocks say. What one of them
 * writes and another judges, like a session or a sanction, is timed by it.
 */
export class StoreClock implements AlarmClock {
  readonly #clock: AlarmClock;
  #aheadMs = 0;

  constructor(clock: AlarmClock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs() + this.#aheadMs;
  }

  after(ms: number, run: () => void): () => void {
    return this.#clock.after(ms, run);
  }

  /** Asks the store something, and learns from what its clock said meanwhile. */
  async learn<T extends { nowMs: number }>(ask: () => Promise<T>): Promise<T> {
    const askedMs = this.#clock.nowMs();
    const answer = await ask();
    const answeredMs = this.#clock.nowMs();
    // As if the store had looked at its clock halfway.
    const aheadMs = answer.nowMs - (askedMs + answeredMs) / 2;
    const unsureMs = Math.max(TOLERANCE_MS, answeredMs - askedMs);
    if (Math.abs(aheadMs - this.#aheadMs) > unsureMs) this.#aheadMs = Math.round(aheadMs);
    return answer;
  }
}
