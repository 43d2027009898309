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
  readonly #alarms = new Set<() => void>();
  #aheadMs = 0;
  #isClosed = false;

  constructor(clock: AlarmClock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs() + this.#aheadMs;
  }

  after(ms: number, run: () => void): () => void {
    if (this.#isClosed) return () => undefined;
    const cancel = () => {
      stop();
      this.#alarms.delete(cancel);
    };
    const stop = this.#clock.after(ms, () => {
      this.#alarms.delete(cancel);
      run();
    });
    this.#alarms.add(cancel);
    return cancel;
  }

  /**
   * Calls off all alarms, those to come, too: the node has closed. A sanction that ends in ten
   * minutes would keep its process for so long.
   */
  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#alarms) cancel();
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
