const BUCKET_MS = 0.1;
const BUCKETS = 300_000;

/** Latencies of millions of deliveries, to a tenth of a millisecond. */
export class LatencyHistogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  add(ms: number): void {
    const bucket = (ms / BUCKET_MS) | 0;
    this.#counts[bucket < 0 ? 0 : bucket < BUCKETS ? bucket : BUCKETS - 1]!++;
    this.#total++;
  }

  get total(): number {
    return this.#total;
  }

  /** The latency that a share of the deliveries did not exceed. */
  percentile(share: number): number {
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#counts[bucket]!;
      if (seen > 0 && seen >= this.#total * share) return (bucket + 0.5) * BUCKET_MS;
    }
    return Number.NaN;
  }

  merge(sparse: readonly [bucket: number, count: number][]): void {
    for (const [bucket, count] of sparse) {
      this.#counts[bucket]! += count;
      this.#total += count;
    }
  }

  /** The input of `merge`; small enough to send to another process. */
  toSparse(): [bucket: number, count: number][] {
    const sparse: [number, number][] = [];
    this.#counts.forEach((count, bucket) => {
      if (count > 0) sparse.push([bucket, count]);
    });
    return sparse;
  }
}
