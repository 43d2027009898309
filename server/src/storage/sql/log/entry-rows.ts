import type { ChatMessage, MessageEntry, Pin, Role, RoomMode } from "#protocol";
import type { Selectable } from "kysely";
import type { LogEntry } from "../../../chat/ports/log-entry.ts";
import { toChatMessage } from "../../../chat/streams/log-window.ts";
import type { AppendMessage } from "../../../chat/ports/append.ts";
import type { EntriesTable } from "../schema.ts";

export type EntryRow = Selectable<EntriesTable>;

/** Converts a row to its entry; cleared messages become tombstones. (SPEC EN8) */
export function toEntry(row: EntryRow, clearedSeq = 0): LogEntry {
  const position = { seq: row.seq, id: row.id, timestamp: row.at };
  switch (row.kind) {
    case "message":
      return row.seq < clearedSeq ? { kind: "tombstone", ...position } : toMessageEntry(row);
    case "removal":
      return {
        kind: "removal",
        ...position,
        messageId: row.target_id ?? "",
        messageSeq: row.target_seq ?? 0,
      };
    case "purge":
      return { kind: "purge", ...position, userId: row.user_id ?? "" };
    case "tombstone":
      return isShadowed(row) && row.seq >= clearedSeq
        ? { kind: "shadowed", ...position, message: toMessageEntry(row) }
        : { kind: "tombstone", ...position };
    case "clear":
      return { kind: "clear", ...position };
    case "restoration":
      return { kind: "restoration", ...position, undoes: row.target_seq ?? 0 };
    case "mode":
      return { kind: "mode", ...position, mode: fromJson<RoomMode>(row.body) ?? {} };
    case "pin":
      return { kind: "pin", ...position, pinned: fromJson<Pin>(row.body) ?? null };
  }
}

/**
 * Whether a row is a message that only its author sees. (SPEC HE6)
 *
 * It is stored as a tombstone that still has its text, so that nodes of older versions, which do
 * not know shadowed messages, treat it as removed.
 */
export function isShadowed({ kind, body }: Pick<EntryRow, "kind" | "body">): boolean {
  return kind === "tombstone" && body !== null;
}

/** A stored message in the form of histories. */
export function toMessage(row: EntryRow): ChatMessage {
  return toChatMessage(row.stream_id, toMessageEntry(row));
}

/** The place and time of an entry. */
export type EntrySlot = Pick<EntryRow, "stream_id" | "seq" | "id" | "at">;

const EMPTY_ROW = {
  user_id: null,
  client_id: null,
  nickname: null,
  avatar_url: null,
  role: null,
  body: null,
  target_id: null,
  target_seq: null,
};

/** The row of a new message, with a reference to the message it replies to. */
export function messageRow(
  { author, message, clientId }: AppendMessage,
  slot: EntrySlot,
  parent?: EntryRow,
): EntryRow {
  const { stream_id, seq, id, at } = slot;
  return {
    ...EMPTY_ROW,
    stream_id,
    seq,
    id,
    at,
    kind: "message",
    user_id: author.userId,
    client_id: clientId ?? null,
    nickname: author.nickname,
    avatar_url: author.avatarUrl ?? null,
    role: author.role,
    body: message,
    target_id: parent?.id ?? null,
    target_seq: parent?.seq ?? null,
  };
}

/** The row of a new message that only its author sees. (SPEC HE6) */
export function shadowedRow(message: EntryRow): EntryRow {
  return { ...message, kind: "tombstone" };
}

/** The row of the removal of one message. */
export function removalRow(target: EntryRow, slot: EntrySlot): EntryRow {
  return {
    ...EMPTY_ROW,
    ...slot,
    kind: "removal",
    target_id: target.id,
    target_seq: target.seq,
  };
}

/** The row of the removal of all messages of a person. */
export function purgeRow(userId: string, slot: EntrySlot): EntryRow {
  return { ...EMPTY_ROW, ...slot, kind: "purge", user_id: userId };
}

/** The row of an entry that sets the room mode. (SPEC EN10) */
export function modeRow(mode: RoomMode, slot: EntrySlot): EntryRow {
  return { ...EMPTY_ROW, ...slot, kind: "mode", body: JSON.stringify(mode) };
}

/**
 * The row of an entry that sets the pin. (SPEC EN11)
 *
 * For a pinned message it stores only the id: the text is read with it, as long as the message
 * exists.
 */
export function pinRow(pinned: Pin | undefined, slot: EntrySlot): EntryRow {
  const messageId = pinned?.messageId ?? null;
  const body = pinned && messageId === null ? JSON.stringify(pinned) : null;
  return { ...EMPTY_ROW, ...slot, kind: "pin", target_id: messageId, body };
}

/** A message of the stream as a pin. (SPEC MO9) */
export function toPin(message: Pick<MessageEntry, "id" | "message" | "userId" | "nickname">): Pin {
  const { id: messageId, message: text, userId, nickname } = message;
  return { text, messageId, userId, nickname };
}

/** The row of a clearing. (SPEC EN8) */
export function clearRow(slot: EntrySlot): EntryRow {
  return { ...EMPTY_ROW, ...slot, kind: "clear" };
}

/** The row that undoes the entry at a seq; with a message, if that is visible again. (SPEC EN9) */
export function restorationRow(
  undoes: number,
  messageId: string | null,
  slot: EntrySlot,
): EntryRow {
  return { ...EMPTY_ROW, ...slot, kind: "restoration", target_seq: undoes, target_id: messageId };
}

/** Parses a JSON column; undefined if it is null. */
export function fromJson<T>(json: string | null): T | undefined {
  return json === null ? undefined : (JSON.parse(json) as T);
}

function toMessageEntry(row: EntryRow): MessageEntry {
  return {
    kind: "message",
    seq: row.seq,
    id: row.id,
    userId: row.user_id ?? "",
    nickname: row.nickname ?? "",
    ...(row.avatar_url && { avatarUrl: row.avatar_url }),
    role: (row.role ?? "guest") as Role,
    message: row.body ?? "",
    timestamp: row.at,
    ...(row.client_id && { clientId: row.client_id }),
    ...(row.target_id !== null &&
      row.target_seq !== null && { replyTo: { id: row.target_id, seq: row.target_seq } }),
  };
}
