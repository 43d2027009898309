import type { Append } from "../ports/append.ts";

/** Below so many sends a second each has its own commit: that costs little, and is the quickest. */
const BUSY_PER_SECOND = 100;
/** From one commit to the next, while more come. Rooms that busy are told less often than that. */
const INTERVAL_MS = 20;
/** With so many waiting there is nothing more to wait for. */
export const MIN_BATCH = 32;
/** Over how long the rate is averaged. */
const WINDOW_MS = 1_000;

/**
 * Knows how long a commit should wait for company. (SPEC LOG2)
 *
 * A commit costs several times what a message more in it costs. So while many people
 * write, a commit begins 20 ms after the one before it at the earliest. Whoever writes
 * alone, however fast, never waits.
 */
export class BatchPacing {
  #rate = 0;
  #arrivedAtMs = -Infinity;
  #startedAtMs = -Infinity;
  /** Who wrote what was committed last; undefined for several people. */
  #writer: string | undefined;

  /** Notes that something is to be appended. */
  noteArrival(nowMs: number): void {
    this.#rate = this.#decayed(nowMs) + 1_000 / WINDOW_MS;
    this.#arrivedAtMs = nowMs;
  }

  /** How long what waits may still wait. */
  waitMs(waiting: readonly Append[], nowMs: number): number {
    if (waiting.length >= MIN_BATCH || this.#decayed(nowMs) < BUSY_PER_SECOND) return 0;
    if (this.#writer !== undefined && writerOf(waiting) === this.#writer) return 0;
    return Math.max(0, this.#startedAtMs + INTERVAL_MS - nowMs);
  }

  /** Notes that a commit begins. */
  noteCommit(batch: readonly Append[], nowMs: number): void {
    this.#startedAtMs = nowMs;
    this.#writer = writerOf(batch);
  }

  #decayed(nowMs: number): number {
    return this.#rate * Math.exp((this.#arrivedAtMs - nowMs) / WINDOW_MS);
  }
}

/** The one who wrote all of it, if it was one. */
function writerOf(batch: readonly Append[]): string | undefined {
  const [first, ...others] = batch.map((append) =>
    append.kind === "message" ? append.author.userId : undefined,
  );
  return others.every((writer) => writer === first) ? first : undefined;
}
