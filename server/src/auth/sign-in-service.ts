import type { SignInService } from "../chat/ports/sign-in-service.ts";
import type { ChatSessions } from "./chat-sessions.ts";
import type { SignIns } from "./sign-ins.ts";

/** Combines sign-ins and sessions with the connections that they authenticate. */
export function createSignInService(
  signIns: SignIns,
  sessions: ChatSessions,
  onEnded: (sessionId: string) => void,
): SignInService {
  return {
    begin: (secret, page, origin) => signIns.begin(secret, page, origin),
    start: (request, evidence) => signIns.start(request, evidence),
    grant: (request, proof, ticketOf, ownOrigin) =>
      signIns.grant(request, proof, ticketOf, ownOrigin),
    redeem: (request, secret, code, origin) => signIns.redeem(request, secret, code, origin),
    view: (request, ticketOf) => signIns.view(request, ticketOf),
    refresh: (handle, origin) => sessions.refresh(handle, origin),
    revoke: async (handle, origin) => {
      const ended = await sessions.revoke(handle, origin);
      if (ended) onEnded(ended);
    },
  };
}
