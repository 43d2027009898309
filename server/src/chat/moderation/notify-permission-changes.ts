import type { Chat } from "../chat.ts";
import { effectiveParticipant, effectivePermissions } from "./effective-participant.ts";

/**
 * Tells those in a room to whom a change of its policy, or the end of a sanction, makes a
 * difference: every connection of theirs on this node, at once. (SPEC MO4)
 */
export function notifyPermissionChanges(chat: Chat, streamId: string): void {
  for (const connection of chat.connections.all()) {
    const me = connection.rooms.get(streamId);
    if (!me) continue;
    const permissions = effectivePermissions(chat, connection, streamId, me);
    if (permissions === (connection.lastPermissions.get(streamId) ?? "")) continue;
    connection.rememberPermissions(streamId, permissions);
    chat.audience.meChanged(connection.id, {
      streamId,
      me: effectiveParticipant(chat, connection, streamId, me),
    });
  }
}
