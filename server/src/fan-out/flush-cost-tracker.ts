/** What telling the rooms costs at present: the last flush of every shard that is being told. */
export class FlushCostTracker {
  readonly #costsMs = new Map<object, number>();
  #costMs = 0;

  get costMs(): number {
    return this.#costMs;
  }

  /** A shard was told, and this is what it took. */
  record(shard: object, costMs: number): void {
    this.#costMs += costMs - (this.#costsMs.get(shard) ?? 0);
    this.#costsMs.set(shard, costMs);
  }

  /** A shard has nothing to tell any more. */
  forget(shard: object): void {
    this.#costMs -= this.#costsMs.get(shard) ?? 0;
    this.#costsMs.delete(shard);
    // What rounding leaves behind must not add up over a year.
    if (this.#costsMs.size === 0) this.#costMs = 0;
  }
}
