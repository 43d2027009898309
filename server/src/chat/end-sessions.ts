import { expireNow } from "./authenticate.ts";
import type { Chat } from "./chat.ts";
import type { SessionStore } from "./ports.ts";

/** Turns the connections of a chat session that was ended read-only on this node. (SPEC SI6) */
export function endSession(chat: Chat, sessionId: string): void {
  for (const connection of chat.connections.ofSession(sessionId)) expireNow(chat, connection);
}

/** Does so for every session that the store no longer has: one may have been ended unheard. */
export async function endUnheardOf(chat: Chat, store: SessionStore): Promise<void> {
  const here = [...chat.connections.sessions()];
  if (here.length === 0) return;
  const open = new Set(await store.stillOpen(here));
  for (const sessionId of here) if (!open.has(sessionId)) endSession(chat, sessionId);
}
