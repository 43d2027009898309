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

/**
 * A token bucket for each key.
 *
 * A bucket that nobody took from for a whole window is full again, like a new one. So only the keys
 * of this window and of the one before are kept, however many there are in a day.
 */
export class TokenBuckets {
  readonly #rate: Rate;
  #current = new Map<string, TokenBucket>();
  #previous = new Map<string, TokenBucket>();
  /** When the current window began. */
  #sinceMs = -Infinity;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Number of keys that are kept. */
  get size(): number {
    return this.#current.size + this.#previous.size;
  }

  /** Takes one token of a key. Returns 0, or the ms until there is one. */
  take(key: string, nowMs: number): number {
    this.#turnTo(nowMs);
    let bucket = this.#current.get(key);
    if (!bucket) {
      bucket = this.#previous.get(key) ?? new TokenBucket(this.#rate, nowMs);
      this.#previous.delete(key);
      this.#current.set(key, bucket);
    }
    return bucket.take(nowMs);
  }

  /** Puts one token of a key back. */
  giveBack(key: string): void {
    (this.#current.get(key) ?? this.#previous.get(key))?.giveBack();
  }

  /** Begins a new window once the current one is over, and forgets the one before. */
  #turnTo(nowMs: number): void {
    const passedMs = nowMs - this.#sinceMs;
    if (passedMs >= 0 && passedMs < this.#rate.windowMs) return;
    // A clock that was set back gives nothing away: all buckets stay for another window.
    if (passedMs >= 0) {
      const isLate = passedMs >= 2 * this.#rate.windowMs;
      this.#previous = isLate ? new Map<string, TokenBucket>() : this.#current;
      this.#current = new Map<string, TokenBucket>();
    }
    this.#sinceMs = nowMs;
  }
}
