import type { Role } from "#protocol";
import { TokenBuckets, type Rate } from "./token-bucket.ts";

/** Requests other than sends that are rate-limited. */
export type LimitedAction =
  | "join"
  | "read"
  | "staff-read"
  | "search"
  | "report"
  | "remove"
  | "authenticate"
  | "moderate"
  | "rule-timeout"
  | "try-filter";

/** Who makes a request: person, role, address and stream. */
export interface Caller {
  userId: string;
  role: Role;
  addressHash?: string | undefined;
  streamId: string;
}

/** The rates of one action: per person, address and stream. An absent rate means no limit. */
interface Rates {
  person: Rate;
  /** Many people may have one address, as where a carrier shares it among its customers. */
  address?: Rate;
  stream?: Rate;
}

const perMinute = (count: number): Rate => ({ count, windowMs: 60_000 });

/** So many people at one address, and in one stream, may read as fast as one may. */
const READERS_PER_ADDRESS = 100;
const READERS_PER_STREAM = 500;

function ratesOf(read: Rate): Record<LimitedAction, Rates> {
  const staff = { person: perMinute(120), address: perMinute(600), stream: perMinute(600) };
  return {
    join: { person: perMinute(60), address: perMinute(20_000), stream: perMinute(120_000) },
    read: {
      person: read,
      address: times(read, READERS_PER_ADDRESS),
      stream: times(read, READERS_PER_STREAM),
    },
    "staff-read": {
      person: perMinute(600),
      address: perMinute(3_000),
      stream: perMinute(3_000),
    },
    search: { person: perMinute(30), address: perMinute(150), stream: perMinute(150) },
    // Without a bound for the stream: whoever reports junk must not silence those who report.
    report: { person: perMinute(10), address: perMinute(60) },
    remove: { person: perMinute(60), address: perMinute(600) },
    authenticate: { person: perMinute(20), address: perMinute(6_000) },
    moderate: staff,
    // What filters do is audited: a flood must not fill the log. (SPEC FI15)
    "rule-timeout": { person: perMinute(10), address: perMinute(10), stream: perMinute(120) },
    "try-filter": staff,
  };
}

type Buckets = Record<keyof Rates, TokenBuckets | undefined>;

type AllBuckets = Partial<Record<LimitedAction, Buckets>>;

const UNBOUNDED: Buckets = { person: undefined, address: undefined, stream: undefined };

/**
 * Bounds how much a person, an address and a stream's people ask of one node. (SPEC MO13, MO15)
 *
 * What is shared is counted apart for each class of role: no flood of guests takes from what
 * members have, nor one of members from what moderators have. Callers find out first
 * whether somebody may do a thing at all, and charge only whoever may.
 */
export class ActionLimits {
  readonly #buckets: AllBuckets;

  /** `read` is how much one person may read; without it, everything is allowed. */
  constructor(read: Rate | undefined) {
    const buckets = Object.entries(read ? ratesOf(read) : {}).map(([action, rates]) => [
      action,
      {
        person: new TokenBuckets(rates.person),
        address: rates.address && new TokenBuckets(rates.address),
        stream: rates.stream && new TokenBuckets(rates.stream),
      },
    ]);
    this.#buckets = Object.fromEntries(buckets) as AllBuckets;
  }

  /** Allows an action and returns 0, or says after how many ms to try again. */
  take(action: LimitedAction, caller: Caller, nowMs: number): number {
    const { person, address, stream } = this.#buckets[action] ?? UNBOUNDED;
    const { addressKey, streamKey } = keysOf(caller);
    return (
      (person?.take(caller.userId, nowMs) ?? 0) ||
      (addressKey === undefined ? 0 : (address?.take(addressKey, nowMs) ?? 0)) ||
      (stream?.take(streamKey, nowMs) ?? 0)
    );
  }

  /** The same for requests that cost others nothing: only the person's rate counts. */
  takeOfPerson(action: LimitedAction, { userId }: Pick<Caller, "userId">, nowMs: number): number {
    return this.#buckets[action]?.person?.take(userId, nowMs) ?? 0;
  }

  /** Returns what was taken for an action that the server then refused as busy. */
  giveBack(action: LimitedAction, caller: Caller): void {
    const { person, address, stream } = this.#buckets[action] ?? UNBOUNDED;
    const { addressKey, streamKey } = keysOf(caller);
    person?.giveBack(caller.userId);
    if (addressKey !== undefined) address?.giveBack(addressKey);
    stream?.giveBack(streamKey);
  }
}

/** The class of people whose shared rate a role counts against. */
export function limitClass(role: Role): "owner" | "moderator" | "member" | "guest" {
  return role === "viewer" ? "guest" : role;
}

function keysOf({ role, addressHash, streamId }: Caller): {
  addressKey: string | undefined;
  streamKey: string;
} {
  const limitKey = limitClass(role);
  return {
    addressKey: addressHash === undefined ? undefined : `${limitKey} ${addressHash}`,
    streamKey: `${limitKey} ${streamId}`,
  };
}

function times({ count, windowMs }: Rate, people: number): Rate {
  return { count: count * people, windowMs };
}
