import type { Chat } from "../chat.ts";
import { presentSelf, standingOf } from "../present-self.ts";

/**
 * Tells those in a room to whom a change of its policy, or the end of a sanction, makes a
 * difference: every connection of theirs on this node, at once. (SPEC MO4)
 */
export function tellStandings(chat: Chat, streamId: string): void {
  for (const connection of chat.connections.all()) {
    const me = connection.rooms.get(streamId);
    if (!me) continue;
    const standing = standingOf(chat, connection, streamId, me);
    if (standing === (connection.standings.get(streamId) ?? "")) continue;
    connection.noteStanding(streamId, standing);
    chat.audience.meChanged(connection.id, {
      streamId,
      me: presentSelf(chat, connection, streamId, me),
    });
  }
}
