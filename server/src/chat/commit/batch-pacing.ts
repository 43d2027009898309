import type { Append } from "../ports/append.ts";

/**
 * Below this rate each send has its own commit. That is cheap enough, and has the lowest latency.
 */
const BUSY_PER_SECOND = 100;
/** Minimum interval between commits under load of one room. A busy room is flushed less often. */
const INTERVAL_MS = 20;
/** The same of several rooms, whose viewers would otherwise wait for the commit alone. */
const ROOMS_INTERVAL_MS = 8;
/** A batch of this size is committed at once. */
export const MIN_BATCH = 32;
/** Period over which the rate is averaged. */
const WINDOW_MS = 1_000;

/**
 * Decides how long a commit waits for more requests to join its batch. (SPEC LOG2)
 *
 * A commit costs several times as much as one more message in it. Under load, commits therefore
 * begin at least 20 ms apart, or 8 ms if they are of several rooms. If only one person writes,
 * their messages never wait.
 */
export class BatchPacing {
  #rate = 0;
  #arrivedAtMs = -Infinity;
  #startedAtMs = -Infinity;
  /** The author of the last batch; undefined if it had several. */
  #writer: string | undefined;
  /** The stream of the last batch; undefined if it had several. */
  #streamId: string | undefined;

  /** Records that a request to append has arrived. */
  noteArrival(nowMs: number): void {
    this.#rate = this.#decayed(nowMs) + 1_000 / WINDOW_MS;
    this.#arrivedAtMs = nowMs;
  }

  /** Returns how many ms the waiting requests may still wait for others. */
  waitMs(waiting: readonly Append[], nowMs: number): number {
    if (waiting.length >= MIN_BATCH || this.#decayed(nowMs) < BUSY_PER_SECOND) return 0;
    if (this.#writer !== undefined && writerOf(waiting) === this.#writer) return 0;
    const isOneRoom = this.#streamId !== undefined && streamOf(waiting) === this.#streamId;
    const intervalMs = isOneRoom ? INTERVAL_MS : ROOMS_INTERVAL_MS;
    return Math.max(0, this.#startedAtMs + intervalMs - nowMs);
  }

  /** Records that a commit begins. */
  noteCommit(batch: readonly Append[], nowMs: number): void {
    this.#startedAtMs = nowMs;
    this.#writer = writerOf(batch);
    this.#streamId = streamOf(batch);
  }

  #decayed(nowMs: number): number {
    return this.#rate * Math.exp((this.#arrivedAtMs - nowMs) / WINDOW_MS);
  }
}

/** The author of a batch, if it has just one. */
function writerOf(batch: readonly Append[]): string | undefined {
  const [first] = batch;
  const writer = first && authorOf(first);
  return batch.every((append) => authorOf(append) === writer) ? writer : undefined;
}

function authorOf(append: Append): string | undefined {
  return append.kind === "message" ? append.author.userId : undefined;
}

/** The stream of a batch, if it has just one. */
function streamOf(batch: readonly Append[]): string | undefined {
  const streamId = batch[0]?.streamId;
  return batch.every((append) => append.streamId === streamId) ? streamId : undefined;
}
