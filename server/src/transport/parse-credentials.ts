import type { Credentials } from "../chat/ports/authenticator.ts";

const MAX_CHARS = 8_192;
/** What stands for a token that cannot be one: it is judged like any other, and refused. (SPEC CN2) */
const NO_TOKEN = "-";

/** The credentials of a handshake. A guest credential of the wrong form counts as not sent. (SPEC CN1) */
export function parseCredentials(auth: unknown): Credentials {
  if (typeof auth !== "object" || auth === null) return {};
  const { token, guestCredential } = auth as Record<string, unknown>;
  return {
    ...(isGiven(token) && { token: isCredential(token) ? token : NO_TOKEN }),
    ...(isCredential(guestCredential) && { guestCredential }),
  };
}

/** Whether a client says that its page is in a frame of another origin. (SPEC EM7) */
export function claimsToBeFramed(auth: unknown): boolean {
  return (Object(auth) as { framed?: unknown }).framed === true;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function isCredential(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_CHARS;
}
