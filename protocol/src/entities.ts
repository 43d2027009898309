import type { ErrorCode } from "./errors/errors.ts";
import type { Pin } from "./rooms/pin.ts";
import type { RoomMode } from "./rooms/room-mode.ts";

/** What a person is to a room, from the one who may least to the one who may most. */
export type Role = "viewer" | "guest" | "member" | "moderator" | "owner";

/** A person as others see them. */
export interface Person {
  userId: string;
  nickname: string;
  avatarUrl?: string;
}

/** A message as it stands in the log. (SPEC SM7) */
export interface ChatMessage extends Person {
  id: string;
  streamId: string;
  /** Its place in the stream's log. (SPEC LOG4) */
  seq: number;
  role: Role;
  message: string;
  /** In ms since 1970, by the log's clock. */
  timestamp: number;
  /** The sender's own id of it, by which a client knows its optimistic row again. */
  clientId?: string;
  /** The message that this one answers. Its author and text are not repeated here. (SPEC SM9) */
  replyTo?: MessageRef;
}

/** Names a message of the same stream. (SPEC SM9) */
export interface MessageRef {
  id: string;
  seq: number;
}

/** A log entry. The stream it belongs to is named beside it, not in it. (SPEC EN2–EN4) */
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
  /** The seq of what it undoes. */
  undoes: number;
  /** The one message that is back, as it stands in the log; without it there may be many. */
  message?: MessageEntry;
}

/** What holds for everyone's writing from here on. (SPEC EN10) */
export interface ModeEntry {
  kind: "mode";
  seq: number;
  id: string;
  timestamp: number;
  mode: RoomMode;
}

/** What stands above the messages from here on. (SPEC EN11) */
export interface PinEntry {
  kind: "pin";
  seq: number;
  id: string;
  timestamp: number;
  pinned: Pin | null;
}

/** What is left of a removed message: its place. (SPEC LOG5) */
export interface TombstoneEntry {
  kind: "tombstone";
  seq: number;
  id: string;
  timestamp: number;
}

/** Entries that follow one another, of one log. */
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

/** Where everyone stands before a stream's first entry. */
export const START: Position = { epoch: "", seq: 0, id: "" };

/** What the server takes this connection for, in one room. */
export interface Me {
  userId: string;
  nickname?: string;
  avatarUrl?: string;
  role: Role;
  maySend: boolean;
  /** When the token runs out, of whoever has one. (SPEC ID4) */
  expiresAtMs?: number;
  /** Why not, when `maySend` is false. */
  reason?: ErrorCode;
  /** What is wrong with the token, for developers. (SPEC ID12) */
  hint?: string;
  /** How long `reason` still holds, from when this was sent, if an end is set. (SPEC ID8) */
  retryAfterMs?: number;
  /** What staff gave as the reason of a sanction. (SPEC MO4) */
  note?: string;
  /** What somebody is who is not staff here, because the page is in a frame. (SPEC EM7) */
  roleOutsideFrame?: "moderator" | "owner";
}

export interface RoomState {
  /** How many people are in the room. (SPEC PR1) */
  viewers: number;
  /** What holds for everyone's writing, as of the position in the same answer. (SPEC MO6) */
  mode?: RoomMode;
  pinned?: Pin;
  /** How many messages wait for review; only staff are told. (SPEC MO11) */
  waiting?: number;
}
