import type { SessionStore } from "../visitor-session.ts";
import { post } from "./post.ts";

/** Ends the visitor's session, here at once and on the server if it is reachable. (SPEC SI6) */
export async function signOut(session: SessionStore): Promise<void> {
  const { refreshHandle } = session.kept ?? {};
  session.keep(undefined);
  if (!refreshHandle) return;
  await post(session.serverUrl, "chat-sessions/revoke", { refreshHandle }).catch(() => undefined);
}
