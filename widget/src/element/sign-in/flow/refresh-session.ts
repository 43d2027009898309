import type { ChatSession } from "#protocol";
import type { SessionStore } from "../visitor-session.ts";
import { withTabLock } from "./with-tab-lock.ts";
import { keepSession } from "./keep-session.ts";
import { post } from "./post.ts";

/**
 * Gets the next token of a session; null if the session has ended.
 *
 * Rejects if that is unknown, as without a network. Only one tab uses a handle: a reused handle
 * would end the session. (SPEC SI5)
 */
export function refreshSession(session: SessionStore): Promise<string | null> {
  return withTabLock(`live-chat:session:${session.serverUrl}`, async () => {
    const kept = session.kept;
    if (!kept) return null;
    // Another tab was first.
    if (session.freshToken) return session.freshToken;
    const { refreshHandle } = kept;
    const answer = await post<ChatSession>(session.serverUrl, "chat-sessions/refresh", {
      refreshHandle,
    });
    const now = session.kept;
    // Signed out meanwhile, or in again, here or in another tab: that stays. (SPEC SI6)
    if (now?.refreshHandle !== refreshHandle) return now?.token ?? null;
    if (answer.ok) {
      keepSession(session, answer);
      return answer.token;
    }
    if (answer.error.code !== "sign-in-expired") throw new Error(answer.error.message);
    session.keep(undefined);
    return null;
  });
}
