/** What is left of what was begun since the watch began. */
export interface Leftovers {
  /** Sockets that were opened, and those of them that are not closed. */
  opened: number;
  open: number;
  timers: number;
  listeners: number;
}

class SilentSocket extends EventTarget {
  static readonly OPEN = 1;
  static all: SilentSocket[] = [];
  static onOpen: () => void = () => undefined;
  isClosed = false;
  readyState = 0;
  onmessage: unknown = null;
  onclose: unknown = null;

  constructor() {
    super();
    SilentSocket.all.push(this);
    SilentSocket.onOpen();
  }

  send(): void {}

  close(): void {
    this.isClosed = true;
  }
}

let isWatching = false;

// socket.io-client takes the constructor when it is loaded: this module has to be imported before it.
window.WebSocket = new Proxy(window.WebSocket, {
  construct: (target, args) =>
    isWatching ? new SilentSocket() : (Reflect.construct(target, args) as WebSocket),
});

/**
 * Counts sockets, long timers and listeners on window and document, on a network that never
 * answers. `onOpen` is called with each socket.
 */
export function watchPage(onOpen: () => void = () => undefined): { stop(): Leftovers } {
  const original = {
    setTimeout: window.setTimeout,
    clearTimeout: window.clearTimeout,
  };
  const timers = new Set<unknown>();
  SilentSocket.all = [];
  SilentSocket.onOpen = onOpen;
  isWatching = true;
  window.setTimeout = ((run: () => void, ms?: number) => {
    const timer = original.setTimeout.call(
      window,
      () => {
        timers.delete(timer);
        run();
      },
      ms,
    );
    timers.add(timer);
    return timer;
  }) as typeof setTimeout;
  window.clearTimeout = (timer) => {
    timers.delete(timer);
    original.clearTimeout.call(window, timer);
  };
  const listeners = [window, document].map(countListeners);
  return {
    stop: () => {
      isWatching = false;
      Object.assign(window, original);
      return {
        opened: SilentSocket.all.length,
        open: SilentSocket.all.filter(({ isClosed }) => !isClosed).length,
        timers: timers.size,
        listeners: listeners.reduce((sum, stop) => sum + stop(), 0),
      };
    },
  };
}

/** Gives a function that ends the count and tells how many are left. */
function countListeners(target: EventTarget): () => number {
  const left = new Map<string, Set<unknown>>();
  const of = (type: string): Set<unknown> => {
    const known = left.get(type) ?? new Set();
    left.set(type, known);
    return known;
  };
  const add: EventTarget["addEventListener"] = (type, listener, options) => {
    of(type).add(listener);
    EventTarget.prototype.addEventListener.call(target, type, listener, options);
  };
  const remove: EventTarget["removeEventListener"] = (type, listener, options) => {
    of(type).delete(listener);
    EventTarget.prototype.removeEventListener.call(target, type, listener, options);
  };
  Object.assign(target, { addEventListener: add, removeEventListener: remove });
  return () => {
    Reflect.deleteProperty(target, "addEventListener");
    Reflect.deleteProperty(target, "removeEventListener");
    return [...left.values()].reduce((sum, set) => sum + set.size, 0);
  };
}
