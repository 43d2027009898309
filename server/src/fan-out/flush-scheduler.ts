import type { LoopClock } from "./loop-clock.ts";
import { SLICE_MS } from "./time-slice.ts";

/**
 * Lets one flush be under way at a time, and rooms take turns.
 *
 * Flushes at the same time would share the core, and all would end late. One after the
 * other, each tells what has come in up to its own turn; and a room with many shards
 * holds up the others for no longer than one of them takes.
 */
export class FlushScheduler {
  readonly #clock: LoopClock;
  /** Who waits, by room; the room whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isTaken = false;
  /** Since when flushes have had the event loop to themselves. */
  #sinceMs = -Infinity;

  constructor(clock: LoopClock) {
    this.#clock = clock;
  }

  /** Calls `flush` when it is its turn, at once if nobody else has it. It ends with `done`. */
  take(room: string, flush: () => void): void {
    if (this.#isTaken) {
      const queue = this.#waiting.get(room);
      if (queue) queue.push(flush);
      else this.#waiting.set(room, [flush]);
      return;
    }
    this.#isTaken = true;
    this.#begin(flush);
  }

  /** Ends the turn of whoever has it. */
  done(): void {
    const next = this.#next();
    if (!next) this.#isTaken = false;
    else if (this.#clock.nowMs() - this.#sinceMs < SLICE_MS) next();
    else this.#clock.soon(() => this.#begin(next));
  }

  #begin(flush: () => void): void {
    this.#sinceMs = this.#clock.nowMs();
    flush();
  }

  #next(): (() => void) | undefined {
    for (const [room, queue] of this.#waiting) {
      const next = queue.shift();
      this.#waiting.delete(room);
      if (queue.length > 0) this.#waiting.set(room, queue);
      return next;
    }
    return undefined;
  }
}
