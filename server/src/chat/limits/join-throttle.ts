import { TickThrottle, type TickThrottleOptions } from "./tick-throttle.ts";

export interface JoinThrottleOptions extends Pick<TickThrottleOptions, "nextTurn" | "nowMs"> {
  /** A number from 0 to below 1. */
  random: () => number;
  perTurn?: number;
  /** Whoever would wait for longer is asked to come back. */
  patienceMs?: number;
}

/** Joins that the cached answers make cheap: a few ms of work in a turn. */
const PER_TURN = 32;

/** Far below the time after which a client takes silence for a dead connection. */
const PATIENCE_MS = 2_000;

/** Lets joins in at the pace at which this node can serve them. (SPEC JR9) */
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

  /** What came of joins so far, and how many wait at this moment. */
  get stats(): { admitted: number; refused: number; waiting: number } {
    return { admitted: this.#admitted, refused: this.#refused, waiting: this.#throttle.waiting };
  }

  /**
   * Resolves with 0 when it is one's turn, or at once with the ms after which to ask
   * again: when the crowd will have passed, and spread out over as long again.
   *
   * A client that knows only the frozen events would not ask again, so it waits
   * however long that is.
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
