import { isSafeUrl } from "../chat/text/is-safe-url.ts";

/** Where an issuer's discovery document is. (SPEC ID13) */
export function discoveryUrl(issuer: string): URL {
  return new URL(`${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`);
}

/** The address of the keys in an issuer's discovery document; throws if it cannot be trusted. */
export function jwksUriOf(document: unknown, issuer: string | undefined): URL {
  const { issuer: named, jwks_uri: uri } = (document ?? {}) as Record<string, unknown>;
  // A document of another issuer would bring that one's keys.
  if (named !== issuer)
    throw new Error("its issuer is not CHAT_OIDC_ISSUER to the letter (mind a slash at the end)");
  if (typeof uri !== "string" || !isSafeUrl(uri)) throw new Error("its jwks_uri is no https URL");
  return new URL(uri);
}
