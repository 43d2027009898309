export interface TickThrottleOptions {
  /** How many pass in one turn of the event loop. */
  perTurn: number;
  /** Calls back in the next turn, after whatever has come in meanwhile was handled. */
  nextTurn: (run: () => void) => void;
  nowMs: () => number;
}

/** How much the last turn counts when the pace is measured. */
const NEWS = 0.1;

/**
 * Lets a crowd through in order, a few in each turn of the event loop, so that all
 * else gets its turn in between. Who comes alone passes at once.
 */
export class TickThrottle {
  readonly #options: TickThrottleOptions;
  #waiting: (() => void)[] = [];
  /** How many of those that wait have passed already. */
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

  /** How long whoever comes now would wait, at the pace of late. */
  get waitMs(): number {
    return (this.waiting / this.#options.perTurn) * this.#turnMs;
  }

  /** Calls back at once, or when all who came before have passed and there is room in a turn. */
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
