import { setImmediate } from "node:timers";

/** Who gets a connection first: commits before everything else. */
export type Priority = "commit" | "rest";

/**
 * A lock whose holders follow one another, commits first. (SPEC LOG11)
 *
 * Whoever is no commit gets it in a turn of the event loop of its own: a commit that comes
 * in behind hundreds of reads waits for the one that runs, and not for all of them.
 */
export class PriorityLock {
  readonly #waiting: Record<Priority, (() => void)[]> = { commit: [], rest: [] };
  #isHeld = false;
  #isScheduled = false;

  /** Resolves when the lock is the caller's. */
  acquire(priority: Priority): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting[priority].push(resolve);
      if (priority === "rest") this.#schedule();
      else if (!this.#isHeld) this.#handOn();
    });
  }

  /** Hands the lock on. */
  release(): void {
    this.#isHeld = false;
    if (this.#waiting.commit.length > 0) this.#handOn();
    else if (this.#waiting.rest.length > 0) this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isHeld) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (!this.#isHeld) this.#handOn();
    });
  }

  #handOn(): void {
    const next = this.#waiting.commit.shift() ?? this.#waiting.rest.shift();
    if (!next) return;
    this.#isHeld = true;
    next();
  }
}
