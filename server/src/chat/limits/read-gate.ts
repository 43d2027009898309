import { refuse, type Refusal } from "#protocol";
import type { Clock } from "../ports/clock.ts";
import { limitClass, type ActionLimits, type Caller } from "./action-limits.ts";
import { FairQueue } from "./fair-queue.ts";

/** What is read of the store on somebody's request. */
export type ReadKind = "read" | "report" | "staff-read" | "search";

/** What came of a read: what was found, or why nothing was looked for. */
export type ReadResult<T> = { ok: true; value: T } | Refusal;

export interface ReadGateOptions {
  limits: ActionLimits;
  clock: Clock;
  /** Whether anything is refused; if not, everything waits for its turn. */
  bounded: boolean;
}

/**
 * Admits reads on request: within each caller's rate, a few at a time, in fair turns. (SPEC MO13, LOG11)
 *
 * Staff have places of their own, and so have their searches, so that a crowd that scrolls
 * does not keep them waiting. What a node reads for its rooms does not pass here.
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
      // As many as a carrier's address may have.
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

  /** How many reads wait for their turn. */
  get waiting(): number {
    return this.#viewers.waiting + this.#staff.waiting + this.#searches.waiting;
  }

  /** Reads for somebody who was found to be allowed to, unless they ask too much. */
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

  /** Goes on with a read that was allowed: the next page of an export. */
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

/** The key of a caller's turn: guests of one address share one, for they may be one person. */
function turnOf({ userId, role, addressHash }: Caller): string {
  return limitClass(role) === "guest" && addressHash ? `address ${addressHash}` : userId;
}
