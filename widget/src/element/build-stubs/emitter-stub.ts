type Listener = ((...args: unknown[]) => void) & { fn?: Listener };

/** Replaces the emitter of Socket.IO's libraries in the script files, without its many aliases. */
export class Emitter {
  readonly #listeners = new Map<string, Listener[]>();

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...this.listeners(event), listener]);
    return this;
  }

  once(event: string, listener: Listener): this {
    const once: Listener = (...args) => {
      this.off(event, once);
      listener.apply(this, args);
    };
    once.fn = listener;
    return this.on(event, once);
  }

  /** Without a listener all of the event, and without an event all. */
  off(event?: string, listener?: Listener): this {
    if (event === undefined) this.#listeners.clear();
    else if (!listener) this.#listeners.delete(event);
    else {
      const all = this.listeners(event);
      const first = all.findIndex((other) => other === listener || other.fn === listener);
      this.#listeners.set(
        event,
        all.filter((_, i) => i !== first),
      );
    }
    return this;
  }

  removeAllListeners(event?: string): this {
    return this.off(event);
  }

  emit(event: string, ...args: unknown[]): this {
    for (const listener of this.listeners(event)) listener.apply(this, args);
    return this;
  }

  emitReserved(event: string, ...args: unknown[]): this {
    return Emitter.prototype.emit.call(this, event, ...args) as this;
  }

  listeners(event: string): readonly Listener[] {
    return this.#listeners.get(event) ?? [];
  }

  hasListeners(event: string): boolean {
    return this.listeners(event).length > 0;
  }
}
