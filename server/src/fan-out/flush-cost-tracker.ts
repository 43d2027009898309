/** Tracks the current cost of fan-out: the last flush of every active shard. */
export class FlushCostTracker {
  readonly #costsMs = new Map<object, number>();
  /** Shards that have nothing to send, and when they stop being active. */
  readonly #endsMs = new Map<object, number>();
  #costMs = 0;

  costMs(nowMs: number): number {
    for (const [shard, endMs] of this.#endsMs) if (endMs <= nowMs) this.#forget(shard);
    return this.#costMs;
  }

  /** Records the cost of an active shard's last flush. */
  record(shard: object, costMs: number): void {
    this.#endsMs.delete(shard);
    this.#costMs += costMs - (this.#costsMs.get(shard) ?? 0);
    this.#costsMs.set(shard, costMs);
  }

  /** Forgets a shard at a later time, unless it has flushed again by then. */
  forgetAt(shard: object, atMs: number): void {
    this.#endsMs.set(shard, atMs);
  }

  #forget(shard: object): void {
    this.#endsMs.delete(shard);
    this.#costMs -= this.#costsMs.get(shard) ?? 0;
    this.#costsMs.delete(shard);
    // Reset, so that rounding errors do not add up over a year.
    if (this.#costsMs.size === 0) this.#costMs = 0;
  }
}
