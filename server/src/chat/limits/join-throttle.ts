import { TickThrottle, type TickThrottleOptions } from "./tick-throttle.ts";

export interface JoinThrottleOptions extends Pick<TickThrottleOptions, "nextTurn" | "nowMs"> {
  /** A number from 0 to below 1. */
  random: () => number;
  perTurn?: number;
  /** Joins that would wait longer are told to retry later. */
  patienceMs?: number;
}

/** Joins are cheap because answers are cached: this many take a few ms. */
const PER_TURN = 32;

/** Far below the timeout after which a client considers a silent connection dead. */
const PATIENCE_MS = 2_000;

/** Admits joins at the rate at which this node can serve them. (SPEC JR9) */
export class JoinThrottle {
  readonly #throttle: TickThrottle;
  readonly #random: () => number;
  readonly #patienceMs: number;
  #admitted = 0;
  #refused = 0;

  constructor({
    random,
    perTurn = PER_TURN,
    patienceMs = PATIENCE_MS,
    ...turns
  }: JoinThrottleOptions) {
    this.#throttle = new TickThrottle({ perTurn, ...turns });
    this.#random = random;
    this.#patienceMs = patienceMs;
  }

  /** Counts of admitted and refused joins, and how many wait now. */
  get stats(): { admitted: number; refused: number; waiting: number } {
    return { admitted: this.#admitted, refused: this.#refused, waiting: this.#throttle.waiting };
  }

  /**
   * Resolves with 0 when it is the caller's turn, or at once with the ms after which to retry: the
   * time until the queue has drained, plus a random delay of up to the same length.
   *
   * A client that knows only the frozen events would not retry, so its join waits without a limit.
   */
  admit(asksAgain: boolean): Promise<number> {
    const { waitMs } = this.#throttle;
    if (asksAgain && waitMs > this.#patienceMs) {
      this.#refused += 1;
      return Promise.resolve(Math.ceil(waitMs * (1 + this.#random())));
    }
    this.#admitted += 1;
    return new Promise((resolve) => this.#throttle.run(() => resolve(0)));
  }
}
