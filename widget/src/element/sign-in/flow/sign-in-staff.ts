import { makeClientId } from "../../../client/sender/client-id.ts";
import type { SessionStore } from "../visitor-session.ts";
import { signIn } from "./sign-in.ts";

/**
 * Signs in a person from the server's page for owners and moderators, by leaving for the sign-in
 * page, which asks them and returns. (SPEC OL5)
 */
export async function signInStaff(session: SessionStore, lang: string): Promise<void> {
  const { serverUrl } = session;
  const secret = makeClientId() + makeClientId();
  const begun = { serverUrl, streamId: "", draft: "", secret, hash: "" };
  // Without a network, the page works as for everyone else.
  await signIn(session, begun, null, lang).catch(() => undefined);
}
