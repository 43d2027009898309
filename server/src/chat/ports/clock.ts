/** Tells the time in ms since 1970. */
export interface Clock {
  nowMs(): number;
}

/** A clock that also wakes one up. */
export interface AlarmClock extends Clock {
  /** Calls `run` once after `ms`, however long that is; the function returned calls it off. */
  after(ms: number, run: () => void): () => void;
}
