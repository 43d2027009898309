import { PUBLIC_KEY_ALGORITHMS } from "./usable-keys.ts";

/**
 * Why a token is refused, for its issuer, from least to most specific: with several issuers, the
 * most specific cause is the likely one. (SPEC ID12)
 */
const CAUSES = [
  "no-issuer",
  "too-long",
  "not-a-jwt",
  "wrong-algorithm",
  "key-not-found",
  "missing-kid",
  "bad-signature",
  "wrong-issuer",
  "wrong-audience",
  "wrong-time",
  "in-milliseconds",
  "missing-exp",
  "missing-sub",
  "wrong-sub",
  "wrong-role",
  "not-yet-valid",
  "expired",
] as const;

export type TokenCause = (typeof CAUSES)[number];

/** The settings that an issuer's tokens are checked with. */
export interface IssuerSettings {
  /** The setting of the key that signatures are checked with. */
  key: string;
  issuer: string;
  audience: string;
  algorithms: readonly string[];
}

export const OWN_SECRET: IssuerSettings = {
  key: "CHAT_JWT_SECRET",
  issuer: "CHAT_JWT_ISSUER",
  audience: "CHAT_JWT_AUDIENCE",
  algorithms: ["HS256"],
};
export const OWN_KEYS: IssuerSettings = {
  ...OWN_SECRET,
  key: "CHAT_JWKS_URL",
  algorithms: PUBLIC_KEY_ALGORITHMS,
};
export const OIDC_KEYS: IssuerSettings = {
  key: "CHAT_OIDC_ISSUER",
  issuer: "CHAT_OIDC_ISSUER",
  audience: "CHAT_OIDC_CLIENT_ID",
  algorithms: PUBLIC_KEY_ALGORITHMS,
};
export const SUPABASE_KEYS: IssuerSettings = {
  key: "SUPABASE_URL",
  issuer: "SUPABASE_URL",
  audience: "SUPABASE_URL",
  algorithms: PUBLIC_KEY_ALGORITHMS,
};
export const SUPABASE_SECRET: IssuerSettings = {
  ...SUPABASE_KEYS,
  key: "SUPABASE_JWT_SECRET",
  algorithms: ["HS256"],
};

/** How specific a cause is. */
export function rankOf(cause: TokenCause): number {
  return CAUSES.indexOf(cause);
}

/**
 * A sentence for developers: what is wrong, and which setting is involved. It contains no values.
 */
export function hintOf(cause: TokenCause, settings: IssuerSettings): string {
  const algorithms = settings.algorithms.join(" or ");
  switch (cause) {
    case "no-issuer":
      return NO_ISSUER;
    case "too-long":
      return "The token has more than 8,192 characters. Put less into it.";
    case "not-a-jwt":
      return "The token is not a JWT. A JWT has three parts separated by dots, without “Bearer” or quotes around it.";
    case "wrong-algorithm":
      return `The token's alg is not ${algorithms}, which ${settings.key} requires.`;
    case "key-not-found":
      return `No key of ${settings.key} fits the token's header: its kid, where it has one, and its alg.`;
    case "missing-kid":
      return `The token's header names no key (kid), and ${settings.key} has too many to try all. Name the key where the token is signed.`;
    case "bad-signature":
      return `The token's signature does not match ${settings.key}. Is the key the same here and where the token is signed? ${CHECK}`;
    case "wrong-issuer":
      return `The token's iss is not what ${settings.issuer} says.`;
    case "wrong-audience":
      return `The token's aud is not what ${settings.audience} says.`;
    case "wrong-time":
      return "The token's exp, nbf or iat is not a number of seconds since 1970, or is far in the future.";
    case "in-milliseconds":
      return "The token's exp or nbf is in milliseconds. Give it in seconds since 1970, as RFC 7519 says.";
    case "missing-exp":
      return "The token has no exp. Let it expire, for example in 15 minutes.";
    case "missing-sub":
      return "The token has no sub, the id of its person.";
    case "wrong-sub":
      return "The token's sub must be a text of 1 to 128 characters or a whole number, and must not begin with guest:, viewer:, demo:, bot: or invited:.";
    case "wrong-role":
      return "The token's role is not authenticated: it is the project's own key, not the access token of a signed-in person.";
    case "not-yet-valid":
      return "The token is not valid yet (nbf). Is the clock right where it is signed?";
    case "expired":
      return "The token has expired (exp). Give the element's token a function that fetches a fresh one.";
  }
}

const CHECK = "live-chat-server check-token <token> gives details.";

/** The hint if no setting names an issuer. */
const NO_ISSUER =
  "This server accepts no tokens: none of CHAT_JWT_SECRET, CHAT_JWKS_URL, CHAT_OIDC_ISSUER and SUPABASE_URL is set.";
