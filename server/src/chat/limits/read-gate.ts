import { refuse, type Refusal } from "#protocol";
import type { Clock } from "../ports/clock.ts";
import { limitClass, type ActionLimits, type Caller } from "./action-limits.ts";
import { FairQueue } from "./fair-queue.ts";

/** Reads from the store that somebody requested. */
export type ReadKind = "read" | "report" | "staff-read" | "search";

/** The value that was read, or a refusal. */
export type ReadResult<T> = { ok: true; value: T } | Refusal;

export interface ReadGateOptions {
  limits: ActionLimits;
  clock: Clock;
  /** Whether requests may be refused; if not, all of them wait for their turn. */
  bounded: boolean;
}

/**
 * Admits requested reads: within each caller's rate, a few at a time, in fair turns.
 * (SPEC MO13, LOG11)
 *
 * Staff reads and staff searches have their own queues, so a crowd that scrolls does not delay
 * them. Reads that a node makes for its rooms do not pass through here.
 */
export class ReadGate {
  readonly #options: ReadGateOptions;
  readonly #viewers: FairQueue;
  readonly #staff: FairQueue;
  readonly #searches: FairQueue;

  constructor(options: ReadGateOptions) {
    this.#options = options;
    const most = (count: number) => (options.bounded ? count : Infinity);
    this.#viewers = new FairQueue({
      atOnce: 4,
      // As many as one shared carrier address may need.
      waitingPerCaller: most(200),
      waiting: most(2_000),
    });
    this.#staff = new FairQueue({ atOnce: 2, waitingPerCaller: most(20), waiting: most(500) });
    this.#searches = new FairQueue({
      atOnce: 2,
      atOncePerCaller: 1,
      waitingPerCaller: most(4),
      waiting: most(100),
    });
  }

  /** Number of reads that wait for their turn. */
  get waiting(): number {
    return this.#viewers.waiting + this.#staff.waiting + this.#searches.waiting;
  }

  /** Reads for a caller who is already authorised, unless they exceed their rate. */
  read<T>(
    kind: ReadKind,
    caller: Caller,
    task: () => Promise<T>,
    isGone?: () => boolean,
  ): Promise<ReadResult<T>> {
    const { limits, clock } = this.#options;
    const retryAfterMs = limits.take(kind, caller, clock.nowMs());
    if (retryAfterMs > 0) return Promise.resolve(refuse("rate-limited", { retryAfterMs }));
    return this.again(kind, caller, task, isGone);
  }

  /** Continues a read that was admitted: the next page of an export. */
  again<T>(
    kind: ReadKind,
    caller: Caller,
    task: () => Promise<T>,
    isGone?: () => boolean,
  ): Promise<ReadResult<T>> {
    return this.#queueOf(kind).run(turnOf(caller), task, isGone);
  }

  #queueOf(kind: ReadKind): FairQueue {
    if (kind === "search") return this.#searches;
    return kind === "staff-read" ? this.#staff : this.#viewers;
  }
}

/** The queue key of a caller. Guests of one address share a key, because they may be one person. */
function turnOf({ userId, role, addressHash }: Caller): string {
  return limitClass(role) === "guest" && addressHash ? `address ${addressHash}` : userId;
}
