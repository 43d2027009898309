import type { ChatSession } from "#protocol";
import type { SessionStore } from "../visitor-session.ts";

/** Stores a session that the server has just issued. (SPEC SI4, SI5) */
export function keepSession(
  session: SessionStore,
  { token, refreshHandle, person }: ChatSession,
): void {
  session.keep({ userId: person.userId, token, refreshHandle, obtainedAtMs: Date.now() });
}
