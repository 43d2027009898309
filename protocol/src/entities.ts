import type { ErrorCode } from "./errors.ts";

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
export type Entry = MessageEntry | RemovalEntry | PurgeEntry | TombstoneEntry;

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

/** What is left of a removed message: its place. (SPEC LOG5) */
export interface TombstoneEntry {
  kind: "tombstone";
  seq: number;
  id: string;
  timestamp: number;
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
  /** How long `reason` still holds, from when this was sent, if an end is set. (SPEC ID8) */
  retryAfterMs?: number;
}

export interface RoomState {
  /** How many people are in the room. (SPEC PR1) */
  viewers: number;
}
