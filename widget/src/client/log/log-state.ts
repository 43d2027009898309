import {
  START,
  type Entry,
  type MessageEntry,
  type Pin,
  type Position,
  type RoomMode,
} from "#protocol";

/** What this client knows of a stream's log. Immutable: the reducer makes a new one. */
export interface LogState {
  /** Up to here everything was applied, in order, once. (SPEC LOG4) */
  readonly position: Position;
  /** Oldest first, by `seq`. */
  readonly rows: readonly LogRow[];
  /** What holds for everyone's writing, as of `position`. (SPEC EN10) */
  readonly mode: RoomMode;
  /** What stands above the messages, as of `position`. (SPEC EN11) */
  readonly pinned: Pin | undefined;
  /** What rows answer and that is not among them, by id. */
  readonly quoted: ReadonlyMap<string, LogRow>;
  /** From this seq to `position` nothing is missing in `rows`. */
  readonly oldestSeq: number;
  /** Whether there is something before `oldestSeq`. */
  readonly hasOlder: boolean;
  /** The highest seq heard of. Above `position.seq`, entries are missing. (SPEC EN5) */
  readonly headSeq: number;
  /** Entries that came before their predecessors did, by seq. */
  readonly early: ReadonlyMap<number, Entry>;
  /** Messages that were removed before they were loaded, and must not come in with an older page. */
  readonly removedIds: ReadonlySet<string>;
  /** People all of whose messages before a seq were removed, "" for everyone; an older page may be under way. */
  readonly purgedBefore: ReadonlyMap<string, number>;
  /** Set when the server could not go on from our position: the seq we had read up to. (SPEC LOG4) */
  readonly breakAfterSeq?: number;
  /** The server speaks of another log than this. */
  readonly isReplaced: boolean;
  /** Messages are back that were not named. (SPEC EN9) */
  readonly isStale: boolean;
}

export type LogRow = ShownMessage | RemovedMark;

/** A message; one's own that is not in the log stands behind the entry that came before it. (SPEC HE1) */
export type ShownMessage = MessageEntry & {
  /** It waits for staff to let it in. */
  readonly held?: true;
  /** Staff did not let it in. (SPEC HE7) */
  readonly rejected?: true;
};

/** What stays of a message that was removed while it was shown. */
export interface RemovedMark {
  readonly kind: "removed";
  readonly seq: number;
  readonly id: string;
  readonly timestamp: number;
}

/** Nothing but what always holds. */
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

/** Whether entries between our position and the head have to be asked for. (SPEC EN5) */
export function isBehind(log: LogState): boolean {
  return log.headSeq > log.position.seq;
}

/** Whether the rows are no longer what the log holds: then they are read anew, by a join. */
export function isOutdated(log: LogState): boolean {
  return log.isReplaced || log.isStale;
}
