/** What happened in one minute of a stream, or in one step of a longer report. (SPEC ST2, RP2) */
export interface ShowMinute {
  /** When it begins, in ms since 1970. */
  atMs: number;
  /** Messages that were written in it and stand. */
  messages: number;
  /** How many people wrote them. */
  people: number;
  /** Messages that were written in it and stand no more. */
  removed: number;
  /** Messages that filters held back. */
  held: number;
  /** How many watched at its end; absent where no node noted it. */
  viewers?: number;
}

/** The last hour of a stream. (SPEC ST3) */
export interface ShowPulse {
  /** By the store's clock. */
  nowMs: number;
  /** One for each minute of the hour, oldest first, the current one last. */
  minutes: ShowMinute[];
  /** How many people wrote in this hour what stands. */
  people: number;
}

/** Somebody who wrote, and how much of it stands. */
export interface ShowWriter {
  userId: string;
  /** As of their newest message. */
  nickname: string;
  messages: number;
}

/** What staff and filters did, counted by kind; what was undone is not in it. */
export type StaffActionCounts = Record<string, number>;

/** What came of a stream in a period. (SPEC RP1, RP2) */
export interface ShowReport {
  streamId: string;
  fromMs: number;
  toMs: number;
  /** The first and the last minute in which somebody watched or wrote; absent where nobody did. */
  startedAtMs?: number;
  endedAtMs?: number;
  messages: number;
  people: number;
  removed: number;
  held: number;
  peak?: { atMs: number; viewers: number };
  /** How long each of `minutes` is: 1, or 10 in periods of more than a day. */
  stepMinutes: number;
  /** Only those in which there was something, oldest first. */
  minutes: ShowMinute[];
  /** The steps with the most messages, the busiest first. */
  busiest: { atMs: number; messages: number }[];
  /** Whoever wrote most of what stands, the most first. */
  writers: ShowWriter[];
  actions: StaffActionCounts;
  /** False where the period has more than a report looks at; then its beginning is missing. */
  complete: boolean;
}
