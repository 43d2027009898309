/** What a node observed of a stream in one minute. (SPEC ST2) */
export interface MinuteNote {
  streamId: string;
  /** When the minute began, in ms since 1970, by the store's clock. */
  atMs: number;
  nodeId: string;
  /** Number of people in the room on that node at the end of the minute. */
  viewers: number;
  /** Number of messages that filters held in that minute on that node. */
  held: number;
}

/** The notes of all nodes for one minute, added up. */
export type NotedMinute = Pick<MinuteNote, "atMs" | "viewers" | "held">;

/** A written message, reduced to what statistics need. */
export interface WrittenMessage {
  seq: number;
  atMs: number;
  userId: string;
  nickname: string;
  /** False if it was removed in any way. */
  stands: boolean;
}

/** A page of a stream's log, newest first, and where the next page starts. */
export interface WrittenPage {
  messages: WrittenMessage[];
  /** The seq that the next page ends before; absent at the beginning of the stored log. */
  beforeSeq?: number;
  /** When the oldest scanned entry was written. */
  oldestAtMs?: number;
}

/** An action of staff or filters that was not undone. */
export interface DoneAction {
  number: number;
  atMs: number;
  kind: string;
  /** The stream in which an action on a channel was done. */
  inStream?: string;
}

/** Which streams are listed, in descending order of their ids: newest dates come first. */
export interface StaffStreamsRead {
  /** The channel of the streams. (SPEC CH1) */
  channel?: string;
  /** The id that the page ends before. */
  before?: string;
  limit: number;
}

export interface StoredStream {
  streamId: string;
  ended: boolean;
  lastAtMs: number;
}

/**
 * Data for reports and the studio, and the notes that nodes write each minute.
 *
 * Sending a message needs none of it, and no method delays the methods that sending needs.
 */
export interface ShowStore {
  /** Stores a node's notes; notes it already stored stay. */
  noteMinutes(notes: readonly MinuteNote[]): Promise<void>;
  /**
   * The minutes from one time until before another, oldest first; if more than `limit`, the newest.
   */
  readNotes(streamId: string, fromMs: number, toMs: number, limit: number): Promise<NotedMinute[]>;
  /** When the stream last had a message, an action or a note; 0 for never. */
  readLastMs(streamId: string): Promise<number>;
  /** Scans `limit` entries of the log before a seq. */
  readWritten(streamId: string, beforeSeq: number, limit: number): Promise<WrittenPage>;
  /** The actions on a stream, or under a channel's key, before a number, newest first. */
  readActions(key: string, beforeNumber: number, limit: number): Promise<DoneAction[]>;
  /** The streams, and the keys of channels, in which a person was appointed moderator. */
  appointmentsOf(userId: string): Promise<string[]>;
  /** The names of those channels that have one, by their ids. */
  channelNames(ids: readonly string[]): Promise<Record<string, string>>;
  readStaffStreams(read: StaffStreamsRead): Promise<StoredStream[]>;
  /** Deletes notes from before that time; false if nothing is left to delete. */
  deleteNotesBefore(ms: number, limit: number): Promise<boolean>;
}
