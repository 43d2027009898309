import { MIN_BATCH, BatchPacing } from "./batch-pacing.ts";
import type { Append, AppendResult } from "../ports/append.ts";
import type { MessageLog } from "../ports/message-log.ts";
import { StoreError } from "../ports/store-error.ts";

export interface CommitQueueOptions {
  /** Time after which a waiting sender gets the error `store-busy`. (SPEC LOG7) */
  timeoutMs: number;
  /** Maximum number of requests in one commit. */
  maxBatch?: number;
  /** Maximum number of waiting requests; further ones are refused at once. */
  maxWaiting?: number;
  /** Called once for each commit, in order, before any of its requests is answered. */
  onCommitted: (batch: readonly Append[], results: readonly AppendResult[]) => void;
  /** Called if a commit failed, its outcome is unknown, or its entries could not be shown. */
  onFailed: (batch: readonly Append[]) => void;
}

interface Waiting {
  append: Append;
  resolve: (result: AppendResult) => void;
  reject: (error: unknown) => void;
  deadline: NodeJS.Timeout;
  gone: boolean;
}

/**
 * Groups appends into commits. One commit is in flight; all requests that arrive meanwhile form the
 * next one. A single request is never delayed. (SPEC LOG2)
 */
export class CommitQueue {
  readonly #log: MessageLog;
  readonly #options: Required<CommitQueueOptions>;
  readonly #pacing = new BatchPacing();
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  /** Ends the wait for a fuller batch early. */
  #stopWaiting: (() => void) | undefined;

  constructor(log: MessageLog, options: CommitQueueOptions) {
    this.#log = log;
    this.#options = { maxBatch: 500, maxWaiting: 5_000, ...options };
  }

  /**
   * Appends, and resolves after the commit and after `onCommitted`.
   *
   * Rejects with a `StoreError` within `timeoutMs`. A request that is still waiting is then
   * withdrawn; one whose commit is in flight may still be committed and shown.
   */
  append(append: Append): Promise<AppendResult> {
    if (this.#waiting.length >= this.#options.maxWaiting)
      return Promise.reject(new StoreError("store-busy"));
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        append,
        resolve,
        reject,
        gone: false,
        deadline: setTimeout(() => {
          waiting.gone = true;
          reject(new StoreError("store-busy"));
        }, this.#options.timeoutMs),
      };
      this.#waiting.push(waiting);
      this.#pacing.noteArrival(performance.now());
      if (this.#waiting.length >= MIN_BATCH) this.#stopWaiting?.();
      this.#running ??= this.#run();
    });
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when nothing is waiting or in flight. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // Requests sent in the same turn of the event loop belong to the same commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      await this.#waitForMore();
      const batch = this.#waiting
        .splice(0, this.#options.maxBatch)
        .filter((waiting) => !waiting.gone);
      if (batch.length > 0) await this.#commit(batch);
    }
    this.#running = undefined;
  }

  /** Waits for a fuller batch under load. */
  async #waitForMore(): Promise<void> {
    for (;;) {
      const waiting = this.#waiting.map(({ append }) => append);
      const waitMs = this.#pacing.waitMs(waiting, performance.now());
      if (waitMs === 0) return this.#pacing.noteCommit(waiting, performance.now());
      await new Promise<void>((resolve) => {
        this.#stopWaiting = resolve;
        setTimeout(resolve, waitMs);
      });
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const appends = batch.map((waiting) => waiting.append);
    let results: AppendResult[];
    try {
      results = await this.#log.append(appends);
    } catch (error) {
      this.#options.onFailed(appends);
      // An unexpected error is caused by a single request: commit the others without it.
      if (!(error instanceof StoreError) && batch.length > 1)
        for (const waiting of batch) await this.#commit([waiting]);
      else settle(batch, ({ reject }) => reject(error));
      return;
    }
    try {
      this.#options.onCommitted(appends, results);
      settle(batch, ({ resolve }, i) => resolve(results[i]!));
    } catch (error) {
      // The batch is committed although a later step failed: a second commit would duplicate it.
      this.#options.onFailed(appends);
      settle(batch, ({ reject }) => reject(error));
    }
  }
}

function settle(
  batch: readonly Waiting[],
  answer: (waiting: Waiting, index: number) => void,
): void {
  batch.forEach((waiting, i) => {
    clearTimeout(waiting.deadline);
    answer(waiting, i);
  });
}
