import type { ChatMessage, Pin, RoomMode } from "#protocol";
import type { Append, AppendResult } from "./append.ts";
import type { LogEntry } from "./log-entry.ts";

/** A stream's log as it lies in the store: its newest entries, oldest first. */
export interface LogTail {
  /** Empty before the first entry. */
  epoch: string;
  entries: LogEntry[];
  /** Whose messages of this stream are shadowed: they alone see another log. (SPEC HE6) */
  shadowedAuthors?: string[];
  /** What holds, and what is pinned, as of the last of them. (SPEC MO6, MO9) */
  mode?: RoomMode;
  pinned?: Pin;
}

/** How far a stream's log reaches. */
export interface Head {
  streamId: string;
  epoch: string;
  seq: number;
  /** The number of the oldest entry that is kept. */
  firstSeq: number;
  /** Raised by every change of who may write what. (SPEC MO12) */
  policyVersion: number;
}

/** How much of the past is kept. */
export interface Retention {
  /** Entries from before this time may go. */
  beforeMs?: number;
  /** Of each stream, so many of the newest entries stay. */
  maxEntries?: number;
}

/** How the mark may move that holds deletion back. */
export interface MarkMove {
  /** By the node's clock. */
  nowMs: number;
  stepMs: number;
  /** Within so long by the store's clock it moves once, however many nodes ask. */
  roundMs: number;
}

/** Where a stream's log begins since it was trimmed. */
export interface Trimmed {
  streamId: string;
  firstSeq: number;
  /** How many entries went. */
  removed?: number;
  /** Trimmed no further, for this message is pinned: remove it first, for everyone. (SPEC LOG8) */
  pinnedId?: string;
}

/**
 * Keeps the log of every stream. (SPEC LOG1, LOG3–LOG5, LOG8)
 *
 * Every method may reject with a `StoreError`, and then nothing of the request
 * was done, unless its code is `store-busy`: then it may still be done later.
 */
export interface MessageLog {
  /**
   * Commits a batch as a whole, in its order, and answers in the same order.
   *
   * Entries get the next numbers of their stream; several processes may append
   * at once, and a number is visible only after all lower ones. When the promise
   * resolves, everything it tells of is on disk.
   */
  append(batch: readonly Append[]): Promise<AppendResult[]>;
  /** The newest `limit` entries. */
  readTail(streamId: string, limit: number): Promise<LogTail>;
  /** The entries after a seq, oldest first and without a gap, `limit` at most. */
  readEntries(streamId: string, afterSeq: number, limit: number): Promise<LogEntry[]>;
  /** How far each of these streams reaches; one without a log is left out. In any order. */
  readHeads(streamIds: readonly string[]): Promise<Head[]>;
  /**
   * The newest `limit` messages before a seq, oldest first; removed ones are left out, and
   * so are shadowed ones of everyone but `viewerId`. (SPEC HE6)
   */
  readMessages(
    streamId: string,
    beforeSeq: number,
    limit: number,
    viewerId?: string,
  ): Promise<ChatMessage[]>;
  /** The streams in which a person has written what is still there. */
  streamsOf(userId: string): Promise<string[]>;
  /**
   * Deletes what retention lets go, oldest first: from some streams, `limit` entries of
   * each at most. An empty answer means that there is nothing left to delete. A stream's
   * newest entry always stays, so that numbers go on from it. (SPEC LOG8)
   */
  trim(retention: Retention, limit: number): Promise<Trimmed[]>;
  /**
   * Says what time it is for whatever deletes by age: the earliest of the node's clock, the
   * store's, and a mark that is kept. The mark begins at the newest entry's time and follows
   * the clocks, a step in a round at most. (SPEC LOG8)
   */
  advanceRetentionMark(move: MarkMove): Promise<number>;
  /** Resolves if the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
