/** Reads of one stream's log, one after another. */
export class SerialReads {
  #last: Promise<unknown> = Promise.resolve();
  #failure: { reason: unknown } | undefined;

  /** Runs a task when those before it are done. */
  add<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /**
   * Does the same for tasks that want the same thing: when one fails, those that are
   * waiting fail with it, or a crowd would wait for a silent store one after another.
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
