import type { LoopClock } from "./loop-clock.ts";
import { SLICE_MS } from "./time-slice.ts";

/**
 * Runs one flush at a time, and lets rooms take turns.
 *
 * Concurrent flushes would share the core, and all of them would end late. Run in sequence, each
 * sends what arrived before its own turn, and a room with many shards delays the others by only one
 * of them.
 */
export class FlushScheduler {
  readonly #clock: LoopClock;
  /** Waiting flushes by room; the room whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isTaken = false;
  /** Since when flushes have occupied the event loop. */
  #sinceMs = -Infinity;

  constructor(clock: LoopClock) {
    this.#clock = clock;
  }

  /** Calls `flush` when it is its turn, or at once if none runs. The turn ends with `done`. */
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

  /** Ends the current turn. */
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
