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
  /** Higher than a person's: a carrier may share one address among many customers. */
  address?: Rate;
  stream?: Rate;
}

const perMinute = (count: number): Rate => ({ count, windowMs: 60_000 });

/**
 * Factor of the shared read rates: this many people at one address, or in one stream, can each read
 * at the full rate.
 */
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
    // No limit per stream: junk reports must not block honest ones.
    report: { person: perMinute(10), address: perMinute(60) },
    remove: { person: perMinute(60), address: perMinute(600) },
    authenticate: { person: perMinute(20), address: perMinute(6_000) },
    moderate: staff,
    // Filter actions are written to the audit log; a flood must not fill it.
    "rule-timeout": { person: perMinute(10), address: perMinute(10), stream: perMinute(120) },
    "try-filter": staff,
  };
}

type Buckets = Record<keyof Rates, TokenBuckets | undefined>;

type AllBuckets = Partial<Record<LimitedAction, Buckets>>;

const UNBOUNDED: Buckets = { person: undefined, address: undefined, stream: undefined };

/**
 * Limits how much a person, an address and the people of a stream may request from one node.
 * (SPEC MO13, MO15)
 *
 * Shared limits are counted separately for each class of role: guests cannot use up the members'
 * share, nor members the moderators'. Callers first check whether the person may perform the
 * action, and charge only those who may.
 */
export class ActionLimits {
  readonly #buckets: AllBuckets;

  /** `read` is the rate at which one person may read; without it, nothing is limited. */
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

  /** Returns 0 if the action is allowed, else the ms after which to retry. */
  take(action: LimitedAction, caller: Caller, nowMs: number): number {
    const { person, address, stream } = this.#buckets[action] ?? UNBOUNDED;
    const { addressKey, streamKey } = keysOf(caller);
    return (
      (person?.take(caller.userId, nowMs) ?? 0) ||
      (addressKey === undefined ? 0 : (address?.take(addressKey, nowMs) ?? 0)) ||
      (stream?.take(streamKey, nowMs) ?? 0)
    );
  }

  /** Like `take`, for requests that cost others nothing: only the person's rate counts. */
  takeOfPerson(action: LimitedAction, { userId }: Pick<Caller, "userId">, nowMs: number): number {
    return this.#buckets[action]?.person?.take(userId, nowMs) ?? 0;
  }

  /** Returns the tokens of an action that the server refused as busy. */
  giveBack(action: LimitedAction, caller: Caller): void {
    const { person, address, stream } = this.#buckets[action] ?? UNBOUNDED;
    const { addressKey, streamKey } = keysOf(caller);
    person?.giveBack(caller.userId);
    if (addressKey !== undefined) address?.giveBack(addressKey);
    stream?.giveBack(streamKey);
  }
}

/** The class of roles whose shared limits a role counts against. */
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
