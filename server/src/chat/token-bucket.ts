/** So many in so long: `count` at once, refilled evenly over `windowMs`. */
export interface Rate {
  count: number;
  windowMs: number;
}

interface Bucket {
  /** How full it was at `atMs`. */
  tokens: number;
  atMs: number;
}

/** Keys held before those whose buckets are full again are let go. */
const SWEEP_AT = 10_000;

/** A token bucket for each key. Time is an argument, so every test has its own. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = SWEEP_AT;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Takes one token; returns 0, or after how many ms there will be one. */
  take(key: string, nowMs: number): number {
    const bucket = this.#fill(key, nowMs);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - bucket.tokens) * this.#rate.windowMs) / this.#rate.count);
  }

  #fill(key: string, nowMs: number): Bucket {
    const { count, windowMs } = this.#rate;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#sweepAt) this.#sweep(nowMs);
      bucket = { tokens: count, atMs: nowMs };
      this.#buckets.set(key, bucket);
    }
    const passedMs = Math.max(0, nowMs - bucket.atMs);
    bucket.tokens = Math.min(count, bucket.tokens + (passedMs * count) / windowMs);
    bucket.atMs = nowMs;
    return bucket;
  }

  #sweep(nowMs: number): void {
    for (const [key, { atMs }] of this.#buckets)
      if (nowMs - atMs >= this.#rate.windowMs) this.#buckets.delete(key);
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#buckets.size);
  }
}
