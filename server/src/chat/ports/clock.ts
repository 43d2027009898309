/** Returns the time in ms since 1970. */
export interface Clock {
  nowMs(): number;
}

/** A clock with timers. */
export interface AlarmClock extends Clock {
  /**
   * Calls `run` once after `ms`, which may be arbitrarily long; the returned function cancels it.
   */
  after(ms: number, run: () => void): () => void;
}
