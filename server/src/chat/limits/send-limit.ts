import type { Role } from "#protocol";
import { TokenBuckets, type Rate } from "./token-bucket.ts";

/** Recently admitted client ids remembered for each person. */
const REMEMBERED = 32;
const PEOPLE = 10_000;

/** All guests of one address together may send this many times the rate of one person. */
const ADDRESS_SHARE = 10;
/** Repeats allowed for each message that one person may send. */
const REPEATS = 10;
/** Rate of each role in one stream on one node. */
const STREAM_RATE: Rate = { count: 5_000, windowMs: 10_000 };

/** A send; `clientId` is unique within a stream. (SPEC LOG3) */
interface Sent {
  streamId: string;
  clientId?: string;
}

/** Who sends it. */
interface Sender {
  userId: string;
  role: Role;
  /** Only for guests, whose user id may be new each time. */
  addressHash?: string | undefined;
}

/**
 * Limits the send rate of a person over all their connections, of an address, and of a stream.
 * (SPEC SM8)
 *
 * Shared limits are counted separately for each role. The stream's share is charged only
 * for messages that may be sent, so a flood of refused messages never blocks a stream. (SPEC MO15)
 */
export class SendLimit {
  readonly #buckets: TokenBuckets | undefined;
  readonly #addresses: TokenBuckets | undefined;
  readonly #repeats: TokenBuckets | undefined;
  readonly #streams: TokenBuckets | undefined;
  readonly #admitted = new Map<string, string[]>();

  /** Without a rate, all sends are admitted. */
  constructor(rate: Rate | undefined) {
    this.#buckets = rate && new TokenBuckets(rate);
    this.#repeats = rate && new TokenBuckets({ ...rate, count: REPEATS * rate.count });
    this.#streams = rate && new TokenBuckets(STREAM_RATE);
    this.#addresses =
      rate && new TokenBuckets({ count: ADDRESS_SHARE * rate.count, windowMs: rate.windowMs });
  }

  /**
   * Admits a send and returns 0, or returns the ms after which to retry.
   *
   * Repeats of an admitted send have a separate, more generous limit, so that a lost ack costs the
   * sender nothing. (SPEC LOG3)
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
    const waitMs =
      this.#buckets.take(userId, nowMs) ||
      // Members are identified by their id, whatever their address.
      (role === "guest" && addressHash ? (this.#addresses?.take(addressHash, nowMs) ?? 0) : 0);
    if (waitMs === 0 && key) this.#remember(userId, admitted, key);
    return waitMs;
  }

  /**
   * Charges the stream's share for a message that may be sent; returns 0, or when to retry, in ms.
   */
  admitToStream({ role }: Pick<Sender, "role">, streamId: string, nowMs: number): number {
    return this.#streams?.take(`${role} ${streamId}`, nowMs) ?? 0;
  }

  /** Records that an admitted send was refused later: a retry counts as a new send. (SPEC SM8) */
  forget(userId: string, { streamId, clientId }: Sent): void {
    const admitted = this.#admitted.get(userId);
    const at = admitted?.indexOf(`${streamId} ${clientId}`) ?? -1;
    if (at >= 0) admitted?.splice(at, 1);
  }

  #remember(userId: string, admitted: string[], key: string): void {
    admitted.push(key);
    if (admitted.length > REMEMBERED) admitted.shift();
    // Deleting and setting the key keeps the map in order of use; the first key is the oldest.
    this.#admitted.delete(userId);
    this.#admitted.set(userId, admitted);
    if (this.#admitted.size > PEOPLE) this.#admitted.delete(this.#admitted.keys().next().value!);
  }
}
