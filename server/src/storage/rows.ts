import type { ChatMessage, Entry, MessageEntry, Role } from "#protocol";
import type { Selectable } from "kysely";
import { toChatMessage } from "../chat/log-window.ts";
import type { AppendMessage } from "../chat/ports.ts";
import type { EntriesTable } from "./schema.ts";

export type EntryRow = Selectable<EntriesTable>;

/** A stored row as the entry it is. */
export function toEntry(row: EntryRow): Entry {
  const place = { seq: row.seq, id: row.id, timestamp: row.at };
  switch (row.kind) {
    case "message":
      return toMessageEntry(row);
    case "removal":
      return {
        kind: "removal",
        ...place,
        messageId: row.target_id ?? "",
        messageSeq: row.target_seq ?? 0,
      };
    case "purge":
      return { kind: "purge", ...place, userId: row.user_id ?? "" };
    case "tombstone":
      return { kind: "tombstone", ...place };
  }
}

/** A stored message in the form that histories have. */
export function toMessage(row: EntryRow): ChatMessage {
  return toChatMessage(row.stream_id, toMessageEntry(row));
}

/** Where and when an entry stands. */
export type Place = Pick<EntryRow, "stream_id" | "seq" | "id" | "at">;

const NOTHING = {
  user_id: null,
  client_id: null,
  nickname: null,
  avatar_url: null,
  role: null,
  body: null,
  target_id: null,
  target_seq: null,
};

/** The row of a new message, and of what it answers. */
export function messageRow(
  { author, message, clientId }: AppendMessage,
  place: Place,
  parent?: EntryRow,
): EntryRow {
  const { stream_id, seq, id, at } = place;
  return {
    ...NOTHING,
    ...{ stream_id, seq, id, at },
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

/** The row of the removal of one message. */
export function removalRow(target: EntryRow, place: Place): EntryRow {
  return {
    ...NOTHING,
    ...place,
    kind: "removal",
    target_id: target.id,
    target_seq: target.seq,
  };
}

/** The row of the removal of all that a person wrote. */
export function purgeRow(userId: string, place: Place): EntryRow {
  return { ...NOTHING, ...place, kind: "purge", user_id: userId };
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
