import { refuse, type Refusal } from "#protocol";

export interface FairQueueOptions {
  /** Maximum number of running tasks. */
  atOnce: number;
  /** Maximum number of running tasks of one caller. */
  atOncePerCaller?: number;
  /** Maximum number of waiting tasks of one caller, and of all callers; more are refused. */
  waitingPerCaller: number;
  waiting: number;
}

interface Task {
  run: () => void;
  giveUp: () => void;
  isGone: () => boolean;
}

/** Time after which a refused caller may retry. */
const RETRY_MS = 1_000;

/**
 * Limits how many tasks run at once, and serves callers in turn: a caller with a hundred tasks
 * waits for their own hundred; everyone else waits for one task of each caller. (SPEC LOG11)
 */
export class FairQueue {
  readonly #options: Required<FairQueueOptions>;
  /** Waiting tasks by caller, in the order in which callers have their turn. */
  readonly #waiting = new Map<string, Task[]>();
  readonly #running = new Map<string, number>();
  #waitingCount = 0;
  #runningCount = 0;

  constructor(options: FairQueueOptions) {
    this.#options = { atOncePerCaller: options.atOnce, ...options };
  }

  /** Number of waiting tasks. */
  get waiting(): number {
    return this.#waitingCount;
  }

  /**
   * Runs a task when it is the caller's turn. Refuses if too many tasks wait already, or if the
   * caller is gone when its turn comes.
   */
  async run<T>(
    caller: string,
    task: () => Promise<T>,
    isGone: () => boolean = () => false,
  ): Promise<{ ok: true; value: T } | Refusal> {
    const { waiting, waitingPerCaller } = this.#options;
    if (!this.#mayRun(caller)) {
      const own = this.#waiting.get(caller)?.length ?? 0;
      if (own >= waitingPerCaller || this.#waitingCount >= waiting) return tooMuch();
      const isTurn = await this.#turn(caller, isGone);
      if (!isTurn) return tooMuch();
    } else this.#begin(caller);
    try {
      return { ok: true, value: await task() };
    } finally {
      this.#end(caller);
    }
  }

  #mayRun(caller: string): boolean {
    const { atOnce, atOncePerCaller } = this.#options;
    return this.#runningCount < atOnce && (this.#running.get(caller) ?? 0) < atOncePerCaller;
  }

  #turn(caller: string, isGone: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const task = { run: () => resolve(true), giveUp: () => resolve(false), isGone };
      const own = this.#waiting.get(caller);
      if (own) own.push(task);
      else this.#waiting.set(caller, [task]);
      this.#waitingCount += 1;
    });
  }

  #begin(caller: string): void {
    this.#runningCount += 1;
    this.#running.set(caller, (this.#running.get(caller) ?? 0) + 1);
  }

  #end(caller: string): void {
    this.#runningCount -= 1;
    const running = (this.#running.get(caller) ?? 1) - 1;
    if (running === 0) this.#running.delete(caller);
    else this.#running.set(caller, running);
    this.#next();
  }

  #next(): void {
    for (const [caller, tasks] of this.#waiting) {
      if (this.#runningCount >= this.#options.atOnce) return;
      while (tasks[0]?.isGone()) this.#discard(tasks);
      if (tasks.length > 0 && this.#mayRun(caller)) {
        this.#begin(caller);
        this.#waitingCount -= 1;
        tasks.shift()!.run();
        // Deleting and setting a key moves it to the end: map order is the order of turns.
        this.#waiting.delete(caller);
        if (tasks.length > 0) this.#waiting.set(caller, tasks);
      } else if (tasks.length === 0) this.#waiting.delete(caller);
    }
  }

  #discard(tasks: Task[]): void {
    this.#waitingCount -= 1;
    tasks.shift()!.giveUp();
  }
}

function tooMuch(): Refusal {
  return refuse("rate-limited", { message: TOO_MUCH, retryAfterMs: RETRY_MS });
}

const TOO_MUCH = "Too much is being read at this moment. Try again after retryAfterMs.";
