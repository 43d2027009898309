import type { IncomingMessage } from "node:http";
import { refuse, type Refusal } from "#protocol";
import type { Clock } from "../chat/ports/clock.ts";
import { TokenBuckets, type Rate } from "../chat/limits/token-bucket.ts";
import type { CallerAddress } from "./caller-address.ts";

export interface RequestLimitsOptions {
  clock: Clock;
  addressOf: CallerAddress;
  /** Whether anything is limited. */
  bounded: boolean;
  /** Rates of an unidentified address, and of an authenticated caller. */
  address: Rate;
  known: Rate;
}

/** Number of people assumed behind an undeclared proxy. */
const PEOPLE_BEHIND_PROXY = 20;

/**
 * Limits HTTP requests: of authenticated callers by identity, of others by address. (SPEC AD7)
 *
 * So a flood of anonymous requests does not affect authenticated ones. A private address may be a
 * proxy's, and has a higher limit.
 */
export class RequestLimits {
  readonly #options: RequestLimitsOptions;
  readonly #addresses: TokenBuckets;
  readonly #proxies: TokenBuckets;
  readonly #known: TokenBuckets;

  constructor(options: RequestLimitsOptions) {
    this.#options = options;
    const { address, known } = options;
    this.#addresses = new TokenBuckets(address);
    this.#proxies = new TokenBuckets({ ...address, count: PEOPLE_BEHIND_PROXY * address.count });
    this.#known = new TokenBuckets(known);
  }

  /** Counts a request of an authenticated caller. */
  ofKnown(who: string): Refusal | undefined {
    return this.#take(this.#known, who);
  }

  /** Counts a request that is identified by its address only. */
  ofAddress(request: IncomingMessage): Refusal | undefined {
    const address = this.#options.addressOf(request);
    if (address !== undefined) return this.#take(this.#addresses, address);
    return this.#take(this.#proxies, request.socket.remoteAddress ?? "");
  }

  #take(buckets: TokenBuckets, key: string): Refusal | undefined {
    const { bounded, clock } = this.#options;
    const retryAfterMs = bounded ? buckets.take(key, clock.nowMs()) : 0;
    return retryAfterMs === 0 ? undefined : refuse("rate-limited", { retryAfterMs });
  }
}
