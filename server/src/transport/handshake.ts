import type { Credentials } from "../chat/ports.ts";

const MAX_CHARS = 8_192;

/** The credentials of a handshake; whatever is not of their form counts as not sent. (SPEC CN1) */
export function parseCredentials(auth: unknown): Credentials {
  if (typeof auth !== "object" || auth === null) return {};
  const { token, guestCredential } = auth as Record<string, unknown>;
  return {
    ...(isCredential(token) && { token }),
    ...(isCredential(guestCredential) && { guestCredential }),
  };
}

function isCredential(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_CHARS;
}
