/** Time and scheduling on the event loop. */
export interface LoopClock {
  /** Monotonic, in ms with fractions. */
  nowMs(): number;
  /** Calls `run` once after `ms`. */
  after(ms: number, run: () => void): void;
  /** Calls `run` after everything that is already pending: answers and input. */
  soon(run: () => void): void;
  /** Calls `run` after the current work and the ticks that it queued. */
  behindTicks(run: () => void): void;
}

export const loopClock: LoopClock = {
  nowMs: () => performance.now(),
  after: (ms, run) => void setTimeout(run, ms),
  soon: (run) => void setImmediate(run),
  behindTicks: (run) => process.nextTick(run),
};
