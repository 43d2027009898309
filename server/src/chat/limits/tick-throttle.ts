export interface TickThrottleOptions {
  /** Number of tasks that run in one turn of the event loop. */
  perTurn: number;
  /** Calls back in the next turn, after pending I/O was handled. */
  nextTurn: (run: () => void) => void;
  nowMs: () => number;
}

/** Weight of the last turn in the moving average of turn durations. */
const NEWS = 0.1;

/**
 * Runs tasks in order, a few in each turn of the event loop, so that other work runs in between. A
 * single task runs immediately.
 */
export class TickThrottle {
  readonly #options: TickThrottleOptions;
  #waiting: (() => void)[] = [];
  /** Number of entries at the front of the queue that have already run. */
  #served = 0;
  #passedInTurn = 0;
  #turnBeganMs = 0;
  #turnMs = 1;

  constructor(options: TickThrottleOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting.length - this.#served;
  }

  /** How long a new caller would wait at the recent rate. */
  get waitMs(): number {
    return (this.waiting / this.#options.perTurn) * this.#turnMs;
  }

  /** Runs at once, or when all earlier callers have run and a turn has room. */
  run(run: () => void): void {
    if (this.#passedInTurn === 0) this.#startTick();
    if (this.waiting > 0 || this.#passedInTurn >= this.#options.perTurn) {
      this.#waiting.push(run);
      return;
    }
    this.#passedInTurn += 1;
    run();
  }

  #startTick(): void {
    this.#turnBeganMs = this.#options.nowMs();
    this.#options.nextTurn(() => this.#nextTick());
  }

  #nextTick(): void {
    if (this.waiting > 0) {
      const tookMs = this.#options.nowMs() - this.#turnBeganMs;
      this.#turnMs += NEWS * (tookMs - this.#turnMs);
    }
    const next = this.#waiting.slice(this.#served, this.#served + this.#options.perTurn);
    this.#served += next.length;
    if (this.waiting === 0 || this.#served > 1_000) {
      this.#waiting.splice(0, this.#served);
      this.#served = 0;
    }
    this.#passedInTurn = next.length;
    if (next.length > 0) this.#startTick();
    for (const run of next) run();
  }
}
