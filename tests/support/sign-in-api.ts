import type { AcceptedInvitation, ChatSession, SignInGrant, SignInRequest } from "#protocol";

/** A page that embeds the chat. */
export const SECRET = "s".repeat(43);
export const PAGE = "http://localhost:5999";

/** Posts like a page of an origin. */
export async function post<T>(
  url: string,
  body: unknown,
  origin: string | undefined = PAGE,
  cookie = "",
) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(origin && { origin }), cookie },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const json = (await response.json()) as ({ ok: true } & T) | { ok: false };
  return { status: response.status, headers: response.headers, json };
}

/** Submits the form of a page like a browser; returns the cookie. */
export async function startByForm(url: string, request: string, origin = PAGE): Promise<string> {
  const response = await fetch(`${url}/api/v1/sign-in/start`, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams({ request }),
    redirect: "manual",
  });
  return (response.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
}

/** Signs a demo person in for `PAGE`, or an invited one. */
export async function signIn(
  url: string,
  proof: { demoName: string } | { session: string } = { demoName: "민지" },
): Promise<ChatSession> {
  const api = `${url}/api/v1`;
  const begun = await post<SignInRequest>(`${api}/sign-in/requests`, { secret: SECRET });
  const { request } = begun.json as unknown as SignInRequest;
  const grant = `${api}/sign-in/requests/${request}/grant`;
  const cookie = await startByForm(url, request);
  const granted = await post<SignInGrant>(grant, proof, url, cookie);
  const { code } = granted.json as unknown as SignInGrant;
  const session = await post<ChatSession>(`${api}/chat-sessions`, {
    request,
    secret: SECRET,
    code,
  });
  return session.json as unknown as ChatSession;
}

/** Opens a link and accepts it, like the server's own page. */
export async function acceptInvitation(
  url: string,
  invitation: string,
  nickname: unknown = "달빛공방",
): Promise<AcceptedInvitation> {
  const answer = await tryInvitation(url, "accept", { invitation, nickname });
  return answer.json as unknown as AcceptedInvitation;
}

/** Views or accepts a link, like a page of an origin. */
export function tryInvitation(
  url: string,
  what: "view" | "accept",
  body: object,
  origin: string | undefined = url,
) {
  return post<object>(`${url}/api/v1/sign-in/invitations/${what}`, body, origin);
}

/** The fragment of a link. */
export function invitationOf(link: string): string {
  return new URL(link).hash.replace("#invitation=", "");
}
