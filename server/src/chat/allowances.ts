import { TokenBuckets, type Rate } from "./token-bucket.ts";

/** What people do besides writing, and how much of it a server takes. */
export type Deed = "join" | "report" | "moderate" | "try";

/** Who does it, from where, and to which stream. */
export interface Doer {
  userId: string;
  addressHash?: string | undefined;
  streamId: string;
}

interface Rates {
  person: Rate;
  /** Many people may have one address, as where a carrier shares it among its customers. */
  address: Rate;
  stream: Rate;
}

const perMinute = (count: number): Rate => ({ count, windowMs: 60_000 });

const RATES: Record<Deed, Rates> = {
  join: { person: perMinute(60), address: perMinute(6_000), stream: perMinute(120_000) },
  report: { person: perMinute(10), address: perMinute(60), stream: perMinute(300) },
  try: { person: perMinute(120), address: perMinute(600), stream: perMinute(600) },
  moderate: { person: perMinute(120), address: perMinute(600), stream: perMinute(600) },
};

/** Bounds how much a person, an address and a stream's crowd ask of one node. (SPEC MO13) */
export class Allowances {
  readonly #buckets: Record<Deed, Record<keyof Rates, TokenBuckets>> | undefined;

  /** Unbounded, everything is allowed. */
  constructor(bounded: boolean) {
    const open = ({ person, address, stream }: Rates) => ({
      person: new TokenBuckets(person),
      address: new TokenBuckets(address),
      stream: new TokenBuckets(stream),
    });
    const { join, report, moderate } = RATES;
    this.#buckets = bounded
      ? {
          ...{ join: open(join), report: open(report), moderate: open(moderate) },
          try: open(RATES.try),
        }
      : undefined;
  }

  /** Allows a deed and returns 0, or says after how many ms to try again. */
  take(deed: Deed, { userId, addressHash, streamId }: Doer, nowMs: number): number {
    const buckets = this.#buckets?.[deed];
    if (!buckets) return 0;
    return (
      buckets.person.take(userId, nowMs) ||
      (addressHash ? buckets.address.take(addressHash, nowMs) : 0) ||
      buckets.stream.take(streamId, nowMs)
    );
  }
}
