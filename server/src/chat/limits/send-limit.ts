import type { Role } from "#protocol";
import { limitClass } from "./action-limits.ts";
import { TokenBuckets, type Rate } from "./token-bucket.ts";

/** Recently admitted client ids remembered for each person. */
const REMEMBERED = 32;
const PEOPLE = 10_000;

/** Guests of one address may send so many times what one person may. */
const ADDRESS_SHARE = 10;
/** Repeats of what was sent, for each message that one may send. */
const REPEATS = 10;
/** What people of one class of role may send in a stream on one node. */
const STREAM_RATE: Rate = { count: 5_000, windowMs: 10_000 };

/** What is sent: a clientId is one stream's. (SPEC LOG3) */
interface Sent {
  streamId: string;
  clientId?: string;
}

/** Who sends it. */
interface Sender {
  userId: string;
  role: Role;
  /** Of a guest, who may be another one each time. */
  addressHash?: string | undefined;
}

/**
 * Bounds how fast a person sends, over all their connections; and an address, and a stream. (SPEC SM8)
 *
 * What is shared is counted apart for each class of role, and the stream's share is taken only
 * for what may be sent: nobody's flood of what is refused silences a stream. (SPEC MO15)
 */
export class SendLimit {
  readonly #buckets: TokenBuckets | undefined;
  readonly #addresses: TokenBuckets | undefined;
  readonly #repeats: TokenBuckets | undefined;
  readonly #streams: TokenBuckets | undefined;
  readonly #admitted = new Map<string, string[]>();

  /** Without a rate, everything is admitted. */
  constructor(rate: Rate | undefined) {
    this.#buckets = rate && new TokenBuckets(rate);
    this.#repeats = rate && new TokenBuckets({ ...rate, count: REPEATS * rate.count });
    this.#streams = rate && new TokenBuckets(STREAM_RATE);
    this.#addresses =
      rate && new TokenBuckets({ count: ADDRESS_SHARE * rate.count, windowMs: rate.windowMs });
  }

  /**
   * Admits a send, or says after how many ms to try again.
   *
   * A repeat of what was admitted counts apart, and little, or whoever lost an ack would
   * be punished for it. (SPEC LOG3)
   */
  admit(
    { userId, role, addressHash }: Sender,
    { streamId, clientId }: Sent,
    nowMs: number,
  ): number {
    if (!this.#buckets) return 0;
    const admitted = this.#admitted.get(userId) ?? [];
    const key = clientId && `${streamId} ${clientId}`;
    if (key && admitted.includes(key)) return this.#repeats?.take(userId, nowMs) ?? 0;
    const isGuest = limitClass(role) === "guest";
    const waitMs =
      this.#buckets.take(userId, nowMs) ||
      // Members are known, wherever they come from.
      (isGuest && addressHash ? (this.#addresses?.take(addressHash, nowMs) ?? 0) : 0);
    if (waitMs === 0 && key) this.#remember(userId, admitted, key);
    return waitMs;
  }

  /** Takes a stream's share for what may be sent; returns 0, or after how many ms to try again. */
  admitToStream({ role }: Pick<Sender, "role">, streamId: string, nowMs: number): number {
    return this.#streams?.take(`${limitClass(role)} ${streamId}`, nowMs) ?? 0;
  }

  /** Takes note that what was admitted was refused: to try it again is another send. (SPEC SM8) */
  forget(userId: string, { streamId, clientId }: Sent): void {
    const admitted = this.#admitted.get(userId);
    const at = admitted?.indexOf(`${streamId} ${clientId}`) ?? -1;
    if (at >= 0) admitted?.splice(at, 1);
  }

  #remember(userId: string, admitted: string[], key: string): void {
    admitted.push(key);
    if (admitted.length > REMEMBERED) admitted.shift();
    // Deleted and set again, the map's order is that of use, and the first is the oldest.
    this.#admitted.delete(userId);
    this.#admitted.set(userId, admitted);
    if (this.#admitted.size > PEOPLE) this.#admitted.delete(this.#admitted.keys().next().value!);
  }
}
