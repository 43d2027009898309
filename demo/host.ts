import type { Answer, ChatSession, SignInGrant, SignInRequest } from "#protocol";
import { SERVER } from "./server.ts";

const KEY = "live-chat:demo-host";
const NAME = "달빛공방";

/** The code of the link that the terminal shows, where the page was opened by it. */
export function takeHostCode(): string | undefined {
  const code = /^#host=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1];
  if (!code) return undefined;
  // It is not for whoever looks at the screen, or gets the address sent.
  history.replaceState(null, "", location.pathname + location.search);
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // The sign-in page then asks for the link once more.
  }
  return code;
}

/** Signs the demo's host in, as the sign-in page does; null where the code is not this demo's. */
export async function hostToken(code: string): Promise<string | null> {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const secret = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const { request } = await post<SignInRequest>("sign-in/requests", { secret });
  const asked = `sign-in/requests/${encodeURIComponent(request)}`;
  await post<object>(`${asked}/start`, { secret });
  const proof = { demoName: NAME, demoRole: "owner", demoCode: code };
  const granted = await post<SignInGrant>(`${asked}/grant`, proof).catch(() => undefined);
  if (!granted) return null;
  return (await post<ChatSession>("chat-sessions", { request, secret, code: granted.code })).token;
}

async function post<T extends object>(path: string, body: object): Promise<T> {
  const response = await fetch(`${SERVER}/api/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Answer<T>;
  if (!answer.ok) throw new Error(answer.error.code);
  return answer;
}
