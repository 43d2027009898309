/** The activity in one minute of a stream, or in one step of a longer report. (SPEC ST2, RP2) */
export interface ShowMinute {
  /** Its start, in ms since 1970. */
  atMs: number;
  /** Number of messages written in it that were not removed. */
  messages: number;
  /** Number of their authors. */
  people: number;
  /** Number of messages written in it that were removed later. */
  removed: number;
  /** Number of messages that filters held. */
  held: number;
  /** Number of viewers at its end; absent if no node noted it. */
  viewers?: number;
}

/** The last hour of a stream. (SPEC ST3) */
export interface ShowPulse {
  /** By the store's clock. */
  nowMs: number;
  /** One item per minute of the hour, oldest first, the current minute last. */
  minutes: ShowMinute[];
  /** Number of authors of this hour's messages that were not removed. */
  people: number;
}

/** A person, and the number of their messages that were not removed. */
export interface ShowWriter {
  userId: string;
  /** As of their newest message. */
  nickname: string;
  messages: number;
}

/** Actions of staff and filters that were not undone, counted by kind. */
export type StaffActionCounts = Record<string, number>;

/** The report of a stream for a period. (SPEC RP1, RP2) */
export interface ShowReport {
  streamId: string;
  fromMs: number;
  toMs: number;
  /** The first and the last minute with viewers or messages; absent if there is none. */
  startedAtMs?: number;
  endedAtMs?: number;
  messages: number;
  people: number;
  removed: number;
  held: number;
  peak?: { atMs: number; viewers: number };
  /** Length of each item of `minutes`: 1, or 10 in periods of more than a day. */
  stepMinutes: number;
  /** Only steps with activity, oldest first. */
  minutes: ShowMinute[];
  /** The steps with the most messages, in descending order. */
  busiest: { atMs: number; messages: number }[];
  /** The people with the most messages that were not removed, in descending order. */
  writers: ShowWriter[];
  actions: StaffActionCounts;
  /** False if the period has more messages than a report reads; then its beginning is missing. */
  complete: boolean;
}
