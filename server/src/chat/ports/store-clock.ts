import type { AlarmClock } from "./clock.ts";

/** Clocks this close count as equal: the error is up to the store's response time. */
const TOLERANCE_MS = 250;

/**
 * This node's estimate of the store's clock. (SPEC ID11)
 *
 * All nodes of a database agree on it, whatever their own clocks say. It times what one node writes
 * and another evaluates, like a session or a sanction.
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

  /** Runs a request to the store, and adjusts the estimate by the clock in its result. */
  async learn<T extends { nowMs: number }>(ask: () => Promise<T>): Promise<T> {
    const askedMs = this.#clock.nowMs();
    const answer = await ask();
    const answeredMs = this.#clock.nowMs();
    // Assumes that the store read its clock halfway through the request.
    const aheadMs = answer.nowMs - (askedMs + answeredMs) / 2;
    const unsureMs = Math.max(TOLERANCE_MS, answeredMs - askedMs);
    if (Math.abs(aheadMs - this.#aheadMs) > unsureMs) this.#aheadMs = Math.round(aheadMs);
    return answer;
  }
}
