import { expireNow } from "./authenticate.ts";
import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";

/** Turns the connections of a session that was ended read-only on this node. (SPEC SI6) */
export function endSession(chat: Chat, sessionId: string): void {
  chat.endedSessions.note(sessionId);
  for (const connection of chat.connections.ofSession(sessionId)) expireNow(chat, connection);
}

/** Does so for those that were ended elsewhere. */
export async function endSessionsEndedElsewhere(chat: Chat): Promise<void> {
  for (const sessionId of await chat.endedSessions.read()) endSession(chat, sessionId);
}

/** Does so with one connection, whose session may have been ended while it came in or was renewed. */
export function expireIfEnded(chat: Chat, connection: Connection): void {
  const { identity } = connection;
  if (identity.kind !== "member" || !identity.sessionId) return;
  if (chat.endedSessions.has(identity.sessionId)) expireNow(chat, connection);
}
