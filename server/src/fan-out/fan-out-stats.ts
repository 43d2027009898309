/** What this node's fan-out has done since it started, and where it stands. */
export interface FanOutStats extends FanOutCounts {
  /** Rooms that are being told, or were a moment ago. */
  readonly busyRooms: number;
  /** Readers for whom something waits. */
  readonly backedUpReaders: number;
  /** What waits for them. */
  readonly queuedBytes: number;
}

/** What is only counted up. */
export interface FanOutCounts {
  /** Times that a room was told. */
  flushes: number;
  /** How long that took in all, of the event loop's time. */
  flushMs: number;
  /** How long rooms waited from one flush to the next, in all. */
  intervalMs: number;
  /** Entries times connections that they went to. */
  deliveries: number;
  /** Flushes times connections that they were written to. */
  writes: number;
  bytes: number;
  /** Readers that were disconnected: too much waited for them, or they read nothing for too long. */
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
