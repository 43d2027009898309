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
  /** What one address may ask without showing who asks, and what somebody known may. */
  address: Rate;
  known: Rate;
}

/** So many people may be behind a proxy of which nobody has said that it is one. */
const PEOPLE_BEHIND_PROXY = 20;

/**
 * Counts requests over HTTP: of those who show who they are by that, of others by address.
 * (SPEC AD7)
 *
 * So a flood of requests that show nothing takes nothing from those that do. Of a private
 * address one cannot tell whose it is: it may be a proxy's, and has more.
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

  /** Counts a request of somebody who has shown who they are. */
  ofKnown(who: string): Refusal | undefined {
    return this.#take(this.#known, who);
  }

  /** Counts a request of which only the address is known. */
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
