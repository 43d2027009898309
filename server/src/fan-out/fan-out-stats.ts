/** What this node's fan-out has done since it started, and where it stands. */
export interface FanOutStats {
  /** Rooms that are being told, or were a moment ago. */
  readonly busyRooms: number;
  /** Times that a room was told. */
  readonly flushes: number;
  /** How long that took in all, of the event loop's time. */
  readonly flushMs: number;
  /** How long rooms waited from one flush to the next, in all. */
  readonly intervalMs: number;
  /** Entries times connections that they went to. */
  readonly deliveries: number;
}

/** The same, while it is counted. */
export type FanOutCounts = { -readonly [Name in keyof FanOutStats]: FanOutStats[Name] };
