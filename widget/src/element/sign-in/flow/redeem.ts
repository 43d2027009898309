import type { ChatSession } from "#protocol";
import type { SessionStore } from "../visitor-session.ts";
import { keepSession } from "./keep-session.ts";
import { post } from "./post.ts";

/** What a page has to show for its session. */
export interface CodeToRedeem {
  request: string;
  secret: string;
  code: string;
}

/** Turns a code into the visitor's session, if the server takes it. (SPEC SI4) */
export async function redeem(session: SessionStore, code: CodeToRedeem): Promise<boolean> {
  const answer = await post<ChatSession>(session.serverUrl, "chat-sessions", code);
  if (answer.ok) keepSession(session, answer);
  return answer.ok;
}
