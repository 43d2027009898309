import type { DomainEvents } from "../ports/domain-events.ts";
import type { ListedSession, SessionStore } from "../ports/session-store.ts";
import { endSession, type EndSessionPorts } from "./end-session.ts";

export interface SessionAdminPorts extends EndSessionPorts {
  readonly sessions: SessionStore;
  readonly events: DomainEvents;
}

/** Lists a person's chat sessions, most recently refreshed first. (SPEC AD11) */
export function listSessions(
  { sessions }: Pick<SessionAdminPorts, "sessions">,
  userId: string,
): Promise<ListedSession[]> {
  return sessions.listOf(userId);
}

/** Ends all sessions of a person, or one of them, and removes the name; resolves with their ids. */
export async function endSessionsOf(
  ports: SessionAdminPorts,
  userId: string,
  sessionId?: string,
): Promise<string[]> {
  const ids = await ports.sessions.endOf(userId, sessionId);
  for (const id of ids) endSession(ports, id);
  return ids;
}
