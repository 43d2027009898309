import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";

/** Takes a connection out of a room; does nothing if it is not in it. (SPEC LR1) */
export function leaveRoom(chat: Chat, connection: Connection, streamId: string): Promise<void> {
  return connection.inTurn(() => {
    depart(chat, connection, streamId);
  });
}

/** Takes a connection that has closed out of every room. (SPEC LR2) */
export function leaveAllRooms(chat: Chat, connection: Connection): void {
  connection.close();
  for (const streamId of [...connection.rooms.keys()]) depart(chat, connection, streamId);
}

function depart(chat: Chat, connection: Connection, streamId: string): void {
  if (!connection.rooms.delete(streamId)) return;
  connection.lastPermissions.delete(streamId);
  chat.audience.exit(connection.id, streamId);
  chat.presence.leave(streamId, connection.id);
}
