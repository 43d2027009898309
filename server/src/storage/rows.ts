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
    case "tombstone":
      return { kind: "tombstone", ...place };
  }
}

/** A stored message in the form that histories have. */
export function toMessage(row: EntryRow): ChatMessage {
  return toChatMessage(row.stream_id, toMessageEntry(row));
}

/** The row of a new message. */
export function fromAppend(
  { streamId, author, message, clientId }: AppendMessage,
  place: Pick<EntryRow, "seq" | "id" | "at">,
): EntryRow {
  return {
    stream_id: streamId,
    ...place,
    kind: "message",
    user_id: author.userId,
    client_id: clientId ?? null,
    nickname: author.nickname,
    avatar_url: author.avatarUrl ?? null,
    role: author.role,
    body: message,
    target_id: null,
    target_seq: null,
  };
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
  };
}
