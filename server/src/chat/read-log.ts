import {
  accept,
  refuse,
  type ChatMessage,
  type Entry,
  type FetchEntries,
  type LoadHistory,
  type Result,
} from "#protocol";
import type { Chat } from "./chat.ts";
import type { Connection } from "./connection.ts";
import type { Room } from "./rooms.ts";

/** Pages backwards through a stream's messages. (SPEC HI1, HI2) */
export async function loadHistory(
  chat: Chat,
  connection: Connection,
  { streamId, before, limit }: Required<LoadHistory>,
): Promise<Result<{ messages: ChatMessage[]; more: boolean }>> {
  const room = await joinedRoom(chat, connection, streamId);
  if (!room) return refuse("not-joined");
  return accept(await room.feed.messagesBefore(before, limit));
}

/** Gives what a client missed while it was live. (SPEC EN5) */
export async function fetchEntries(
  chat: Chat,
  connection: Connection,
  { streamId, after, limit }: Required<FetchEntries>,
): Promise<Result<{ entries: Entry[]; head: number }>> {
  const room = await joinedRoom(chat, connection, streamId);
  if (!room) return refuse("not-joined");
  const entries = await room.feed.entriesAfter(after, limit);
  return accept({ entries, head: room.feed.position.seq });
}

function joinedRoom(
  chat: Chat,
  connection: Connection,
  streamId: string,
): Promise<Room | undefined> {
  return connection.inTurn(() =>
    connection.rooms.has(streamId) ? chat.rooms.get(streamId) : undefined,
  );
}
