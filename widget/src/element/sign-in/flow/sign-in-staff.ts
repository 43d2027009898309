import { makeClientId } from "../../../client/sender/client-id.ts";
import type { SessionStore } from "../visitor-session.ts";
import { signIn } from "./sign-in.ts";

/**
 * Signs in whoever came from the server's page for owners and moderators, by leaving for the
 * sign-in page: there they are asked, and come back. (SPEC OL5)
 */
export async function signInStaff(session: SessionStore, lang: string): Promise<void> {
  const { serverUrl } = session;
  const secret = makeClientId() + makeClientId();
  const begun = { serverUrl, streamId: "", draft: "", secret, hash: "" };
  // Without a network, the page is as for anybody else.
  await signIn(session, begun, null, lang).catch(() => undefined);
}
