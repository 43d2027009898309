/** Statistics of this node's fan-out since it started, and its current state. */
export interface FanOutStats extends FanOutCounts {
  /** Number of rooms with a flush in progress or a moment ago. */
  readonly busyRooms: number;
  /** Number of readers with a queue. */
  readonly backedUpReaders: number;
  /** Total of queued bytes. */
  readonly queuedBytes: number;
}

/** Counters. */
export interface FanOutCounts {
  /** Number of flushes. */
  flushes: number;
  /** Total time on the event loop that flushes took. */
  flushMs: number;
  /** Total time from one flush of a room to the next. */
  intervalMs: number;
  /** Number of entries, times the connections that received them. */
  deliveries: number;
  /** Number of flushes, times the connections that they were written to. */
  writes: number;
  bytes: number;
  /**
   * Readers that were disconnected: too much waited for them, or they read nothing for too long.
   */
  evictedTooMuch: number;
  evictedTooLong: number;
}

export function noCounts(): FanOutCounts {
  return {
    flushes: 0,
    flushMs: 0,
    intervalMs: 0,
    deliveries: 0,
    writes: 0,
    bytes: 0,
    evictedTooMuch: 0,
    evictedTooLong: 0,
  };
}
