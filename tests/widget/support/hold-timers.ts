export interface HeldTimers {
  /** Lets pass all the time that anything waits for. */
  run(): void;
  restore(): void;
}

/** Keeps what is to happen later, in `fromMs` or more, from happening by itself. */
export function holdTimers(fromMs = 1_000): HeldTimers {
  const { setTimeout: set, clearTimeout: clear } = window;
  const held = new Map<number, () => void>();
  // No browser counts its timers down.
  let last = 0;
  window.setTimeout = ((run: () => void, ms = 0) => {
    if (ms < fromMs) return set(run, ms);
    held.set(--last, run);
    return last;
  }) as typeof setTimeout;
  window.clearTimeout = (id) => {
    if (!held.delete(Number(id))) clear(id);
  };
  return {
    run: () => {
      const due = [...held.values()];
      held.clear();
      for (const run of due) run();
    },
    restore: () => Object.assign(window, { setTimeout: set, clearTimeout: clear }),
  };
}
