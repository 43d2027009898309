import type { ChatMessage, Pin, RoomMode } from "#protocol";
import type { Append, AppendResult } from "./append.ts";
import type { LogEntry } from "./log-entry.ts";

/** The end of a stream's log in the store: its newest entries, oldest first. */
export interface LogTail {
  /** Empty before the first entry. */
  epoch: string;
  entries: LogEntry[];
  /**
   * The authors with shadowed messages in this stream; only they see a log of their own. (SPEC HE6)
   */
  shadowedAuthors?: string[];
  /** The room mode, and the pinned message, as of the last entry. (SPEC MO6, MO9) */
  mode?: RoomMode;
  pinned?: Pin;
}

/** The head of a stream's log. */
export interface Head {
  streamId: string;
  epoch: string;
  seq: number;
  /** The seq of the oldest entry that is kept. */
  firstSeq: number;
  /** Incremented by every change of the policy. (SPEC MO12) */
  policyVersion: number;
  /** That of its channel. (SPEC CH4) */
  channelVersion: number;
}

/** The entries of a stream after one seq, up to another. */
export interface LogPart {
  streamId: string;
  afterSeq: number;
  lastSeq: number;
}

/** How much of the log is kept. */
export interface Retention {
  /** Entries from before this time may be deleted. */
  beforeMs?: number;
  /** Number of newest entries that stay in each stream. */
  maxEntries?: number;
}

/** How the retention mark may move, which delays deletion. */
export interface MarkMove {
  /** By the node's clock. */
  nowMs: number;
  stepMs: number;
  /** The mark moves once in this time by the store's clock, however many nodes call. */
  roundMs: number;
}

/** The begin of a stream's log after it was trimmed. */
export interface Trimmed {
  streamId: string;
  firstSeq: number;
  /** Number of deleted entries. */
  removed?: number;
  /** Trimming stopped at this pinned message: remove it for everyone first. (SPEC LOG8) */
  pinnedId?: string;
}

/**
 * Stores the log of every stream. (SPEC LOG1, LOG3–LOG5, LOG8)
 *
 * Every method may reject with a `StoreError`. Then the request had no effect, unless the code is
 * `store-busy`: then it may still take effect later.
 */
export interface MessageLog {
  /**
   * Commits a batch as a whole, in its order, and answers in the same order.
   *
   * Entries get the next numbers of their stream; several processes may append at once, and a
   * number is visible only after all lower ones. When the promise resolves, all of the results are
   * on disk.
   */
  append(batch: readonly Append[]): Promise<AppendResult[]>;
  /** The newest `limit` entries. */
  readTail(streamId: string, limit: number): Promise<LogTail>;
  /** The entries after a seq, oldest first and without a gap, at most `limit`. */
  readEntries(streamId: string, afterSeq: number, limit: number): Promise<LogEntry[]>;
  /**
   * The entries of parts of several logs, in one read; a few for each, since their numbers are
   * listed. In the order of the parts; each oldest first and without a gap.
   */
  readParts(parts: readonly LogPart[]): Promise<LogEntry[][]>;
  /** The heads of these streams, in any order. Streams without a log are left out. */
  readHeads(streamIds: readonly string[]): Promise<Head[]>;
  /**
   * The newest `limit` messages before a seq, oldest first. Removed messages are left out, and
   * shadowed ones of everyone but `viewerId`. (SPEC HE6)
   */
  readMessages(
    streamId: string,
    beforeSeq: number,
    limit: number,
    viewerId?: string,
  ): Promise<ChatMessage[]>;
  /** The streams that still contain messages of a person. */
  streamsOf(userId: string): Promise<string[]>;
  /**
   * Deletes entries that retention does not keep, oldest first: from some streams, at most `limit`
   * entries of each. An empty result means that nothing is left to delete. A stream's newest entry
   * always stays, so that numbers continue from it. (SPEC LOG8)
   */
  trim(retention: Retention, limit: number): Promise<Trimmed[]>;
  /**
   * Returns the time to use for deletion by age: the earliest of the node's clock, the store's
   * clock, and a stored mark. The mark starts at the newest entry's time and follows the clocks by
   * at most one step per round. (SPEC LOG8)
   */
  advanceRetentionMark(move: MarkMove): Promise<number>;
  /** Resolves if the store responds. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
