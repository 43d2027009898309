import type { PolicySanction } from "../ports/moderation-store.ts";

interface Address {
  /**
   * Of several bans of one address, the one that ends last: a shorter ban does not shorten another.
   */
  longest: PolicySanction;
  userIds: Set<string>;
}

/**
 * The sanctions of a stream, indexed by person and by address. Updated one by one, because there
 * may be a hundred thousand.
 */
export class SanctionIndex {
  readonly #byUser = new Map<string, PolicySanction>();
  readonly #byAddress = new Map<string, Address>();
  /** Sanctions with an end, nearest first: a binary heap, which may still contain ended ones. */
  readonly #ends: PolicySanction[] = [];

  byPerson(userId: string): PolicySanction | undefined {
    return this.#byUser.get(userId);
  }

  byAddress(addressHash: string): PolicySanction | undefined {
    return this.#byAddress.get(addressHash)?.longest;
  }

  /** Stores a sanction in place of the person's previous one. */
  put(sanction: PolicySanction): void {
    this.delete(sanction.userId);
    this.#byUser.set(sanction.userId, sanction);
    if (sanction.addressHash !== undefined) this.#addAddress(sanction.addressHash, sanction);
    if (sanction.untilMs !== undefined) this.#pushEnd(sanction);
  }

  delete(userId: string): void {
    const old = this.#byUser.get(userId);
    if (!old) return;
    this.#byUser.delete(userId);
    const address =
      old.addressHash === undefined ? undefined : this.#byAddress.get(old.addressHash);
    if (!address || old.addressHash === undefined) return;
    address.userIds.delete(userId);
    if (address.userIds.size === 0) this.#byAddress.delete(old.addressHash);
    else if (address.longest === old) address.longest = this.#longestOf(address.userIds);
  }

  /** End of the next sanction, if there is one; removes those that have ended. */
  nextEndMs(nowMs: number): number | undefined {
    for (;;) {
      const [first] = this.#ends;
      if (first?.untilMs === undefined) return undefined;
      const holds = this.#byUser.get(first.userId) === first;
      if (holds && first.untilMs > nowMs) return first.untilMs;
      if (holds) this.delete(first.userId);
      this.#popEnd();
    }
  }

  #addAddress(hash: string, sanction: PolicySanction): void {
    const address = this.#byAddress.get(hash);
    if (!address) {
      const userIds = new Set([sanction.userId]);
      this.#byAddress.set(hash, { longest: sanction, userIds });
      return;
    }
    address.userIds.add(sanction.userId);
    if (endOf(sanction) > endOf(address.longest)) address.longest = sanction;
  }

  #longestOf(userIds: Iterable<string>): PolicySanction {
    let longest: PolicySanction | undefined;
    for (const userId of userIds) {
      const sanction = this.#byUser.get(userId)!;
      if (!longest || endOf(sanction) > endOf(longest)) longest = sanction;
    }
    return longest!;
  }

  #pushEnd(sanction: PolicySanction): void {
    const heap = this.#ends;
    let i = heap.push(sanction) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (endOf(heap[parent]!) <= endOf(sanction)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = sanction;
  }

  #popEnd(): void {
    const heap = this.#ends;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && endOf(heap[child + 1]!) < endOf(heap[child]!)) child += 1;
      if (endOf(heap[child]!) >= endOf(last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

function endOf({ untilMs = Infinity }: PolicySanction): number {
  return untilMs;
}
