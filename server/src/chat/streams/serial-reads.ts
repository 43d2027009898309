/** Runs the reads of one stream's log one after another. */
export class SerialReads {
  #last: Promise<unknown> = Promise.resolve();
  #failure: { reason: unknown } | undefined;

  /** Runs a task after all earlier ones. */
  add<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /**
   * Like `add`, for tasks with the same goal: when one fails, all waiting ones fail with it.
   * Otherwise a crowd would wait for an unresponsive store one by one.
   */
  addShared(task: () => Promise<void>): Promise<void> {
    const before = this.#failure;
    return this.add(async () => {
      if (this.#failure !== before) throw this.#failure?.reason;
      try {
        await task();
      } catch (reason) {
        this.#failure = { reason };
        throw reason;
      }
    });
  }
}
