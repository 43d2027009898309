import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The token that a request bears; empty if it bears none. */
export function bearerToken({ headers }: IncomingMessage): string {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
}

/** Whether a request bears a token; compared by digest, so that the time it takes tells nothing. (SPEC AD1) */
export function hasBearerToken(request: IncomingMessage, token: string): boolean {
  return timingSafeEqual(digest(bearerToken(request)), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
