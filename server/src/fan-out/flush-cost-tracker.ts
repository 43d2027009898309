/** Tracks the current cost of fan-out: the last flush of every active shard. */
export class FlushCostTracker {
  readonly #costsMs = new Map<object, number>();
  #costMs = 0;

  get costMs(): number {
    return this.#costMs;
  }

  /** Records the cost of a shard's last flush. */
  record(shard: object, costMs: number): void {
    this.#costMs += costMs - (this.#costsMs.get(shard) ?? 0);
    this.#costsMs.set(shard, costMs);
  }

  /** Forgets an idle shard. */
  forget(shard: object): void {
    this.#costMs -= this.#costsMs.get(shard) ?? 0;
    this.#costsMs.delete(shard);
    // Reset, so that rounding errors do not add up over a year.
    if (this.#costsMs.size === 0) this.#costMs = 0;
  }
}
