import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The bearer token of a request; empty if it has none. */
export function bearerToken({ headers }: IncomingMessage): string {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
}

/**
 * Whether a request has this token; compares digests, so that timing reveals nothing. (SPEC AD1)
 */
export function hasBearerToken(request: IncomingMessage, token: string): boolean {
  return timingSafeEqual(digest(bearerToken(request)), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
