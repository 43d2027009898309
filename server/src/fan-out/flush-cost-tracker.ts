/**
 * Minimum time between two searches for shards that are no longer active. With one for each flush,
 * a server of many rooms spends more on the search than on writing.
 */
const SEARCH_INTERVAL_MS = 5;

/** Tracks the current cost of fan-out: the last flush of every active shard. */
export class FlushCostTracker {
  readonly #costsMs = new Map<object, number>();
  /** Shards that have nothing to send, and when they stop being active. */
  readonly #endsMs = new Map<object, number>();
  /** Before this time no shard needs to be forgotten. */
  #nextSearchMs = Infinity;
  #earliestSearchMs = -Infinity;
  #costMs = 0;

  costMs(nowMs: number): number {
    if (nowMs >= this.#nextSearchMs) this.#forgetEnded(nowMs);
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
    this.#nextSearchMs = Math.min(this.#nextSearchMs, Math.max(atMs, this.#earliestSearchMs));
  }

  #forgetEnded(nowMs: number): void {
    for (const [shard, endMs] of this.#endsMs) if (endMs <= nowMs) this.#forget(shard);
    this.#earliestSearchMs = nowMs + SEARCH_INTERVAL_MS;
    this.#nextSearchMs = this.#endsMs.size > 0 ? this.#earliestSearchMs : Infinity;
  }

  #forget(shard: object): void {
    this.#endsMs.delete(shard);
    this.#costMs -= this.#costsMs.get(shard) ?? 0;
    this.#costsMs.delete(shard);
    // Reset, so that rounding errors do not add up over a year.
    if (this.#costsMs.size === 0) this.#costMs = 0;
  }
}
