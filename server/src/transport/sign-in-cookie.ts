import type { IncomingMessage } from "node:http";
import type { Response } from "express";

/** Binds a sign-in request to the browser that has it as a cookie. (SPEC SI8) */
interface Ticket {
  requestId: string;
  value: string;
  maxAgeMs: number;
}

/** Sibling hosts cannot set a cookie with this prefix; it requires https. */
const SAFE = "__Host-";
const NAME = "live-chat-sign-in-";

/**
 * Sets a browser's ticket cookie. Scripts cannot read it, and cross-site requests do not send it.
 */
export function setSignInCookie(response: Response, ticket: Ticket, isHttps: boolean): void {
  response.cookie(nameOf(ticket.requestId, isHttps), ticket.value, {
    httpOnly: true,
    sameSite: "strict",
    secure: isHttps,
    maxAge: ticket.maxAgeMs,
    path: "/",
  });
}

/** Finds a browser's ticket by the id of a request. */
export function readSignInCookies(
  { headers }: IncomingMessage,
  isHttps: boolean,
): (requestId: string) => string | undefined {
  const cookies = new Map<string, string>();
  for (const pair of (headers.cookie ?? "").split(";")) {
    const [name = "", value = ""] = pair.split("=", 2);
    cookies.set(name.trim(), value.trim());
  }
  return (requestId) => cookies.get(nameOf(requestId, isHttps));
}

function nameOf(requestId: string, isHttps: boolean): string {
  return `${isHttps ? SAFE : ""}${NAME}${requestId}`;
}
