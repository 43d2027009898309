import { chatError, type Answer, type Invitation } from "#protocol";
import type { StaffChat } from "../ask-staff.ts";

interface Answers {
  readonly GET: { invitations: Invitation[] };
  readonly POST: { invitation: Invitation; url: string };
  readonly DELETE: object;
}

/** Sends a request about a stream's moderator links, as the viewer. Never rejects. (SPEC OL7) */
export async function askInvitations<Method extends keyof Answers>(
  chat: StaffChat | undefined,
  method: Method,
  id = "",
): Promise<Answer<Answers[Method]>> {
  const { url, token } = chat?.httpAccess ?? {};
  if (!url) return { ok: false, error: chatError("sign-in-required") };
  try {
    const response = await fetch(`${url}/invitations${id && `/${id}`}`, {
      method,
      credentials: "omit",
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as Answer<Answers[Method]>;
  } catch {
    return { ok: false, error: chatError("store-unavailable") };
  }
}
