import { START, type Entry, type MessageEntry, type Position } from "#protocol";

/** What this client knows of a stream's log. Immutable: the reducer makes a new one. */
export interface LogState {
  /** Up to here everything was applied, in order, once. (SPEC LOG4) */
  readonly position: Position;
  /** Oldest first, by `seq`. */
  readonly rows: readonly LogRow[];
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
  /** People all of whose messages before a seq were removed; an older page may be under way. */
  readonly purgedBefore: ReadonlyMap<string, number>;
  /** Set when the server could not go on from our position: the seq we had read up to. (SPEC LOG4) */
  readonly breakAfterSeq?: number;
  /** The server speaks of another log than this: join again. */
  readonly isReplaced: boolean;
}

export type LogRow = MessageEntry | RemovedMark;

/** What stays of a message that was removed while it was shown. */
export interface RemovedMark {
  readonly kind: "removed";
  readonly seq: number;
  readonly id: string;
  readonly timestamp: number;
}

export const EMPTY_LOG: LogState = {
  position: START,
  rows: [],
  quoted: new Map(),
  oldestSeq: 1,
  hasOlder: false,
  headSeq: 0,
  early: new Map(),
  removedIds: new Set(),
  purgedBefore: new Map(),
  isReplaced: false,
};

/** Whether entries between our position and the head have to be asked for. (SPEC EN5) */
export function isBehind(log: LogState): boolean {
  return log.headSeq > log.position.seq;
}
