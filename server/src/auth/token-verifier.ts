import type { ErrorCode } from "#protocol";
import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyOptions,
} from "jose";
import type { MemberIdentity } from "../chat/identity.ts";
import { toMember } from "./claims.ts";

/** What a token turned out to be: a person, or why it is not accepted. */
export type TokenVerdict =
  | { ok: true; member: MemberIdentity }
  | { ok: false; reason: Extract<ErrorCode, "invalid-token" | "token-expired"> };

export type TokenVerifier = (token: string) => Promise<TokenVerdict>;

/** A token is at most this long; no one signs longer ones, and parsing costs. */
const MAX_TOKEN_CHARS = 8_192;

export interface TokenRules {
  issuer?: string;
  audience?: string;
}

/** Verifies tokens that were signed with a shared secret. */
export function secretVerifier(secret: string, rules: TokenRules): TokenVerifier {
  const key = new TextEncoder().encode(secret);
  return verifier((token, options) => jwtVerify(token, key, options), ["HS256"], rules);
}

/** Verifies tokens by the public keys that an issuer publishes. */
export function jwksVerifier(url: URL, rules: TokenRules): TokenVerifier {
  const keys = createRemoteJWKSet(url, { timeoutDuration: 3_000 });
  return verifier((token, options) => jwtVerify(token, keys, options), ["ES256", "RS256"], rules);
}

/** Verifies a Supabase project's access tokens; the secret is for projects that still sign with it. */
export function supabaseVerifier(projectUrl: string, legacySecret?: string): TokenVerifier {
  const base = projectUrl.replace(/\/+$/, "");
  const rules = { issuer: `${base}/auth/v1`, audience: "authenticated" };
  const byKeys = jwksVerifier(new URL(`${base}/auth/v1/.well-known/jwks.json`), rules);
  if (!legacySecret) return byKeys;
  return firstOf([secretVerifier(legacySecret, rules), byKeys]);
}

/** Asks one verifier after another; the most telling refusal is the answer. */
export function firstOf(verifiers: readonly TokenVerifier[]): TokenVerifier {
  return async (token) => {
    let verdict: TokenVerdict = { ok: false, reason: "invalid-token" };
    for (const verify of verifiers) {
      const next = await verify(token);
      if (next.ok) return next;
      if (next.reason === "token-expired") verdict = next;
    }
    return verdict;
  };
}

function verifier(
  verify: (token: string, options: JWTVerifyOptions) => Promise<{ payload: JWTPayload }>,
  algorithms: string[],
  rules: TokenRules,
): TokenVerifier {
  // Without these two, jose takes tokens that never expire, or belong to nobody.
  const options: JWTVerifyOptions = { algorithms, requiredClaims: ["exp", "sub"], ...rules };
  return async (token) => {
    if (token.length > MAX_TOKEN_CHARS) return { ok: false, reason: "invalid-token" };
    try {
      const { payload } = await verify(token, options);
      const member = toMember(payload);
      return member ? { ok: true, member } : { ok: false, reason: "invalid-token" };
    } catch (error) {
      const expired = error instanceof errors.JWTExpired;
      return { ok: false, reason: expired ? "token-expired" : "invalid-token" };
    }
  };
}
