/** Time as the event loop has it. */
export interface LoopClock {
  /** Never set back, in ms with fractions. */
  nowMs(): number;
  /** Calls `run` once after `ms`. */
  after(ms: number, run: () => void): void;
  /** Calls `run` when what waits already has had its turn: answers, and what comes in. */
  soon(run: () => void): void;
  /** Calls `run` when the work at hand is over, with the ticks that it left behind. */
  behindTicks(run: () => void): void;
}

export const loopClock: LoopClock = {
  nowMs: () => performance.now(),
  after: (ms, run) => void setTimeout(run, ms),
  soon: (run) => void setImmediate(run),
  behindTicks: (run) => process.nextTick(run),
};
