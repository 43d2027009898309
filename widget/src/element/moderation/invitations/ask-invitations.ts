import { chatError, type Answer, type Invitation } from "#protocol";
import type { StaffChat } from "../ask-staff.ts";

interface Answers {
  readonly GET: { invitations: Invitation[] };
  readonly POST: { invitation: Invitation; url: string };
  readonly DELETE: object;
}

/**
 * Sends a request about the moderator links of a stream, or of its channel where one is named, as
 * the viewer. Never rejects. (SPEC OL7)
 */
export async function askInvitations<Method extends keyof Answers>(
  chat: StaffChat | undefined,
  method: Method,
  { id = "", channelId }: { id?: string; channelId?: string | undefined } = {},
): Promise<Answer<Answers[Method]>> {
  const { url, token } = chat?.httpAccess ?? {};
  if (!url) return { ok: false, error: chatError("sign-in-required") };
  try {
    const scope = channelId === undefined ? url : new URL(`../channels/${channelId}`, url).href;
    const response = await fetch(`${scope}/invitations${id && `/${id}`}`, {
      method,
      credentials: "omit",
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as Answer<Answers[Method]>;
  } catch {
    return { ok: false, error: chatError("store-unavailable") };
  }
}
