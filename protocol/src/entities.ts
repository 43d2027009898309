import type { ErrorCode } from "./errors/errors.ts";
import type { Pin } from "./rooms/pin.ts";
import type { RoomMode } from "./rooms/room-mode.ts";

/** A person's role in a room, from least to most rights. */
export type Role = "viewer" | "guest" | "member" | "moderator" | "owner";

/** A person as others see them. */
export interface Person {
  userId: string;
  nickname: string;
  avatarUrl?: string;
}

/** A message in the log. (SPEC SM7) */
export interface ChatMessage extends Person {
  id: string;
  streamId: string;
  /** The message's position in the stream's log. (SPEC LOG4) */
  seq: number;
  role: Role;
  message: string;
  /** In ms since 1970, by the log's clock. */
  timestamp: number;
  /** The sender's own id of the message, by which a client recognises its optimistic row. */
  clientId?: string;
  /** The message that this one replies to. Its author and text are not included. (SPEC SM9) */
  replyTo?: MessageRef;
}

/** Refers to a message of the same stream. (SPEC SM9) */
export interface MessageRef {
  id: string;
  seq: number;
}

/** A log entry. Its stream is named next to it, not in it. (SPEC EN2–EN4) */
export type Entry =
  | MessageEntry
  | RemovalEntry
  | PurgeEntry
  | TombstoneEntry
  | ClearEntry
  | RestorationEntry
  | ModeEntry
  | PinEntry;

export interface MessageEntry extends Omit<ChatMessage, "streamId"> {
  kind: "message";
}

export interface RemovalEntry {
  kind: "removal";
  seq: number;
  id: string;
  timestamp: number;
  messageId: string;
  messageSeq: number;
}

/** Removes every earlier message of one person. (SPEC EN6) */
export interface PurgeEntry {
  kind: "purge";
  seq: number;
  id: string;
  timestamp: number;
  userId: string;
}

/** Removes every earlier message. (SPEC EN8) */
export interface ClearEntry {
  kind: "clear";
  seq: number;
  id: string;
  timestamp: number;
}

/** Undoes a removal, a purge or a clearing. (SPEC EN9) */
export interface RestorationEntry {
  kind: "restoration";
  seq: number;
  id: string;
  timestamp: number;
  /** The seq of the entry that it undoes. */
  undoes: number;
  /** The restored message, with its place in the log; without it, many may be restored. */
  message?: MessageEntry;
}

/** The room mode from here on. (SPEC EN10) */
export interface ModeEntry {
  kind: "mode";
  seq: number;
  id: string;
  timestamp: number;
  mode: RoomMode;
}

/** The pin above the messages from here on. (SPEC EN11) */
export interface PinEntry {
  kind: "pin";
  seq: number;
  id: string;
  timestamp: number;
  pinned: Pin | null;
}

/** The remainder of a removed message: its place. (SPEC LOG5) */
export interface TombstoneEntry {
  kind: "tombstone";
  seq: number;
  id: string;
  timestamp: number;
}

/** Consecutive entries of one log. */
export interface EntriesBatch {
  streamId: string;
  epoch: string;
  entries: Entry[];
}

/** How far a client has read a stream's log. (SPEC LOG4) */
export interface Position {
  epoch: string;
  seq: number;
  /** The id of the entry at `seq`; empty before the first entry. */
  id: string;
}

/** The position before a stream's first entry. */
export const START: Position = { epoch: "", seq: 0, id: "" };

/** This connection's person, role and permissions in one room. */
export interface Me {
  userId: string;
  nickname?: string;
  avatarUrl?: string;
  role: Role;
  maySend: boolean;
  /** When the token expires, if there is one. (SPEC ID4) */
  expiresAtMs?: number;
  /** Why the person may not write, if `maySend` is false. */
  reason?: ErrorCode;
  /** What is wrong with the token, for developers. (SPEC ID12) */
  hint?: string;
  /** The token was refused, and without it the person would be a guest. (SPEC ID14) */
  mayBeGuest?: true;
  /** How long `reason` will apply, from when this was sent, if it has an end. (SPEC ID8) */
  retryAfterMs?: number;
  /** The reason that staff gave for a sanction. (SPEC MO4) */
  note?: string;
  /** The staff role that the person would have outside this frame. (SPEC EM7) */
  roleOutsideFrame?: "moderator" | "owner";
  /** The stream's channel, for its staff. (SPEC CH6) */
  channel?: StaffChannel;
}

/** A channel as its staff know it. */
export interface StaffChannel {
  id: string;
  /** What it is called, where an owner or the operator said so. */
  name?: string;
  role: "moderator" | "owner";
}

export interface RoomState {
  /** Number of people in the room. (SPEC PR1) */
  viewers: number;
  /** The room mode, as of the position in the same answer. (SPEC MO6) */
  mode?: RoomMode;
  pinned?: Pin;
  /** Number of messages that wait for review; only for staff. (SPEC MO11) */
  waiting?: number;
}
