import type { ChatSession } from "#protocol";
import type { SessionStore } from "../visitor-session.ts";

/** Keeps what the server has just given. (SPEC SI4, SI5) */
export function keepSession(
  session: SessionStore,
  { token, refreshHandle, person }: ChatSession,
): void {
  session.keep({ userId: person.userId, token, refreshHandle, obtainedAtMs: Date.now() });
}
