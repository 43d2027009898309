/** A rate: `count` at once, refilled evenly over `windowMs`. */
export interface Rate {
  count: number;
  windowMs: number;
}

/** A token bucket. The time is an argument, so tests control it. */
export class TokenBucket {
  readonly #rate: Rate;
  /** Fill level at `#atMs`. */
  #tokens: number;
  #atMs: number;

  constructor(rate: Rate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.count;
    this.#atMs = nowMs;
  }

  /** Time of the last take. */
  get atMs(): number {
    return this.#atMs;
  }

  /** Puts one token back. */
  giveBack(): void {
    this.#tokens = Math.min(this.#rate.count, this.#tokens + 1);
  }

  /** Takes one token. Returns 0, or the ms until there is one. */
  take(nowMs: number): number {
    const { count, windowMs } = this.#rate;
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#tokens = Math.min(count, this.#tokens + (passedMs * count) / windowMs);
    this.#atMs = nowMs;
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) * windowMs) / count);
    this.#tokens -= 1;
    return 0;
  }
}

/** Above this number of keys, those whose buckets are full again are removed. */
const SWEEP_AT = 10_000;

/** A token bucket for each key. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();
  #sweepAt = SWEEP_AT;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Takes one token of a key. Returns 0, or the ms until there is one. */
  take(key: string, nowMs: number): number {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#sweepAt) this.#sweep(nowMs);
      bucket = new TokenBucket(this.#rate, nowMs);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(nowMs);
  }

  /** Puts one token of a key back. */
  giveBack(key: string): void {
    this.#buckets.get(key)?.giveBack();
  }

  #sweep(nowMs: number): void {
    for (const [key, { atMs }] of this.#buckets)
      if (nowMs - atMs >= this.#rate.windowMs) this.#buckets.delete(key);
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#buckets.size);
  }
}
