import { setImmediate } from "node:timers";

/** Priority of a request for the connection: commits go first. */
export type Priority = "commit" | "rest";

/**
 * A fair lock in which commits go first. (SPEC LOG11)
 *
 * Every other holder gets it in a separate turn of the event loop: a commit that arrives behind
 * hundreds of reads waits for the running one only.
 */
export class PriorityLock {
  readonly #waiting: Record<Priority, (() => void)[]> = { commit: [], rest: [] };
  #isHeld = false;
  #isScheduled = false;

  /** Resolves when the caller holds the lock. */
  acquire(priority: Priority): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting[priority].push(resolve);
      if (priority === "rest") this.#schedule();
      else if (!this.#isHeld) this.#handOn();
    });
  }

  /** Passes the lock on. */
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
