import { TokenBuckets, type Rate } from "./token-bucket.ts";

/** Recently admitted client ids remembered for each person. */
const REMEMBERED = 32;
const PEOPLE = 10_000;

/** Bounds how fast a person sends, over all their connections. (SPEC SM8) */
export class SendLimit {
  readonly #buckets: TokenBuckets | undefined;
  readonly #admitted = new Map<string, string[]>();

  /** Without a rate, everything is admitted. */
  constructor(rate: Rate | undefined) {
    this.#buckets = rate && new TokenBuckets(rate);
  }

  /**
   * Admits a send, or says after how many ms to try again.
   *
   * A repeat of what was admitted costs nothing, or whoever lost an ack would be
   * punished for it. (SPEC LOG3)
   */
  admit(userId: string, clientId: string | undefined, nowMs: number): number {
    if (!this.#buckets) return 0;
    const admitted = this.#admitted.get(userId) ?? [];
    if (clientId && admitted.includes(clientId)) return 0;
    const waitMs = this.#buckets.take(userId, nowMs);
    if (waitMs === 0 && clientId) this.#remember(userId, admitted, clientId);
    return waitMs;
  }

  #remember(userId: string, admitted: string[], clientId: string): void {
    admitted.push(clientId);
    if (admitted.length > REMEMBERED) admitted.shift();
    // Deleted and set again, the map's order is that of use, and the first is the oldest.
    this.#admitted.delete(userId);
    this.#admitted.set(userId, admitted);
    if (this.#admitted.size > PEOPLE) this.#admitted.delete(this.#admitted.keys().next().value!);
  }
}
