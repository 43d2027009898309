import type { Credentials } from "../chat/ports/authenticator.ts";

const MAX_CHARS = 8_192;
/** Replaces a token of an invalid form, so that it is refused like any other. (SPEC CN2) */
const NO_TOKEN = "-";

/**
 * Parses the credentials of a handshake. An invalid guest credential counts as absent. (SPEC CN1)
 */
export function parseCredentials(auth: unknown): Credentials {
  if (typeof auth !== "object" || auth === null) return {};
  const { token, guestCredential } = auth as Record<string, unknown>;
  return {
    ...(isGiven(token) && { token: isCredential(token) ? token : NO_TOKEN }),
    ...(isCredential(guestCredential) && { guestCredential }),
  };
}

/** Whether a client reports that its page is in a frame of another origin. (SPEC EM7) */
export function claimsToBeFramed(auth: unknown): boolean {
  return (Object(auth) as { framed?: unknown }).framed === true;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function isCredential(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_CHARS;
}
