import type { ChatSession } from "#protocol";
import type { SessionStore } from "../visitor-session.ts";
import { keepSession } from "./keep-session.ts";
import { post } from "./post.ts";

/** What a page presents for its session. */
export interface CodeToRedeem {
  request: string;
  secret: string;
  code: string;
}

/** Exchanges a code for the visitor's session, if the server accepts it. (SPEC SI4) */
export async function redeem(session: SessionStore, code: CodeToRedeem): Promise<boolean> {
  const answer = await post<ChatSession>(session.serverUrl, "chat-sessions", code);
  if (answer.ok) keepSession(session, answer);
  return answer.ok;
}
