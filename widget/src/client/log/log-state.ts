import {
  START,
  type Entry,
  type MessageEntry,
  type Pin,
  type Position,
  type RoomMode,
} from "#protocol";

/** A client's copy of a stream's log. Immutable: the reducer makes a new one. */
export interface LogState {
  /** All entries up to here were applied, in order, once. (SPEC LOG4) */
  readonly position: Position;
  /** Oldest first, by `seq`. */
  readonly rows: readonly LogRow[];
  /** The room mode, as of `position`. (SPEC EN10) */
  readonly mode: RoomMode;
  /** The pin above the messages, as of `position`. (SPEC EN11) */
  readonly pinned: Pin | undefined;
  /** Messages that rows reply to and that are not among them, by id. */
  readonly quoted: ReadonlyMap<string, LogRow>;
  /** From this seq to `position`, `rows` is complete. */
  readonly oldestSeq: number;
  /** Whether there are messages before `oldestSeq`. */
  readonly hasOlder: boolean;
  /** The highest known seq. If it is above `position.seq`, entries are missing. (SPEC EN5) */
  readonly headSeq: number;
  /** Entries that arrived before their predecessors, by seq. */
  readonly early: ReadonlyMap<number, Entry>;
  /** Messages removed before they were loaded, which an older page must not bring back. */
  readonly removedIds: ReadonlySet<string>;
  /**
   * People whose messages before a seq were removed, "" for everyone; an older page may be loading.
   */
  readonly purgedBefore: ReadonlyMap<string, number>;
  /** The seq up to which we had read when the server could not continue from there. (SPEC LOG4) */
  readonly breakAfterSeq?: number;
  /** Whether the server has another log than this. */
  readonly isReplaced: boolean;
  /** Whether messages were restored that the entry does not name. (SPEC EN9) */
  readonly isStale: boolean;
}

export type LogRow = ShownMessage | RemovedMark;

/** A message; an own one that is not in the log is placed after the previous entry. (SPEC HE1) */
export type ShownMessage = MessageEntry & {
  /** It waits for review. */
  readonly held?: true;
  /** It was rejected, or no longer fitted into the review queue. (SPEC HE7) */
  readonly rejected?: true;
};

/** Replaces a message that was removed while it was shown. */
export interface RemovedMark {
  readonly kind: "removed";
  readonly seq: number;
  readonly id: string;
  readonly timestamp: number;
}

/** The mode without any setting. */
export const NO_MODE: RoomMode = {};

export const EMPTY_LOG: LogState = {
  position: START,
  rows: [],
  mode: NO_MODE,
  pinned: undefined,
  quoted: new Map(),
  oldestSeq: 1,
  hasOlder: false,
  headSeq: 0,
  early: new Map(),
  removedIds: new Set(),
  purgedBefore: new Map(),
  isReplaced: false,
  isStale: false,
};

/** Whether entries between our position and the head are missing. (SPEC EN5) */
export function isBehind(log: LogState): boolean {
  return log.headSeq > log.position.seq;
}

/** Whether the rows differ from the log, so that a join must read them again. */
export function isOutdated(log: LogState): boolean {
  return log.isReplaced || log.isStale;
}
