/** What a node saw of a stream in one minute. (SPEC ST2) */
export interface MinuteNote {
  streamId: string;
  /** When the minute began, in ms since 1970, by the store's clock. */
  atMs: number;
  nodeId: string;
  /** How many people were in the room on that node when it ended. */
  viewers: number;
  /** How many messages filters held back in it on that node. */
  held: number;
}

/** The notes of all nodes on one minute, added up. */
export type NotedMinute = Pick<MinuteNote, "atMs" | "viewers" | "held">;

/** A message that was written, as far as figures need it. */
export interface WrittenMessage {
  seq: number;
  atMs: number;
  userId: string;
  nickname: string;
  /** False where it was removed, in whatever way. */
  stands: boolean;
}

/** A part of a stream's log, newest first, and where the next one goes on. */
export interface WrittenPage {
  messages: WrittenMessage[];
  /** The seq that the next page ends before; absent at the beginning of what is kept. */
  beforeSeq?: number;
  /** When the oldest entry was written that was looked at. */
  oldestAtMs?: number;
}

/** What staff or filters did and was not undone. */
export interface DoneAction {
  number: number;
  atMs: number;
  kind: string;
}

/** Which streams are listed, in the reverse order of their ids: newest dates come first. */
export interface StaffStreamsRead {
  /** The channel's: what their ids have before the first `:`. */
  channel?: string;
  /** The id that they end before. */
  before?: string;
  /** Of whom it is told where they were appointed. */
  userId?: string;
  limit: number;
}

export interface StoredStream {
  streamId: string;
  ended: boolean;
  lastAtMs: number;
  /** Whether an owner made that person a moderator there. */
  isAppointed: boolean;
}

/**
 * What reports and the studio read of streams, and what nodes note of them each minute.
 *
 * Nothing of it is needed to send a message, and no method holds up those that are.
 */
export interface ShowStore {
  /** Keeps what a node noted; what it noted already stays. */
  noteMinutes(notes: readonly MinuteNote[]): Promise<void>;
  /** The minutes from one time until before another, oldest first, `limit` at most: the newest. */
  readNotes(streamId: string, fromMs: number, toMs: number, limit: number): Promise<NotedMinute[]>;
  /** When something was last written, done or noted in the stream; 0 for never. */
  readLastMs(streamId: string): Promise<number>;
  /** Looks at `limit` entries of the log before a seq. */
  readWritten(streamId: string, beforeSeq: number, limit: number): Promise<WrittenPage>;
  /** The stream's actions before a number, newest first. */
  readActions(streamId: string, beforeNumber: number, limit: number): Promise<DoneAction[]>;
  readStaffStreams(read: StaffStreamsRead): Promise<StoredStream[]>;
  /** Deletes notes from before that time; false where nothing is left to delete. */
  deleteNotesBefore(ms: number, limit: number): Promise<boolean>;
}
