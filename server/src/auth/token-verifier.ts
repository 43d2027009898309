import { LIMITS, type ErrorCode } from "#protocol";
import { errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult } from "jose";
import type { MemberIdentity } from "../chat/ports/identity.ts";
import type { Clock } from "../chat/ports/clock.ts";
import { toMember, claimsRejectionCause, type Issuer } from "./claims.ts";
import { discoveryUrl } from "./oidc-discovery.ts";
import {
  JwksCooldownError,
  PublishedKeys,
  TooManyCandidatesError,
  type KeySource,
} from "./published-keys.ts";
import {
  hintOf,
  OIDC_KEYS,
  OWN_KEYS,
  OWN_SECRET,
  rankOf,
  SUPABASE_KEYS,
  SUPABASE_SECRET,
  type IssuerSettings,
  type TokenCause,
} from "./token-causes.ts";

/** The result of a verification: a person, or the reason for the refusal. */
export type TokenVerdict =
  | { ok: true; member: MemberIdentity }
  | ({ ok: false } & (
      | { reason: Extract<ErrorCode, "invalid-token" | "token-expired"> }
      | { reason: Extract<ErrorCode, "token-not-yet-valid">; retryAtMs: number }
    ) & {
        cause?: TokenCause;
        /** What is wrong with the token, for its issuer. (SPEC ID12) */
        hint?: string;
      });

export type TokenVerifier = (token: string) => Promise<TokenVerdict>;

export interface TokenRules {
  issuer?: string;
  audience?: string;
}

/** Three parts in base64url, as signed tokens are written. */
const COMPACT_FORM = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
/** Maximum difference by which an issuer's clock may be ahead. */
const CLOCK_TOLERANCE_S = 60;
/** Seconds since 1970 reach this in the year 5138; milliseconds have exceeded it since 1973. */
const MAX_SECONDS = 1e11;
/** Tokens that become valid later than this were not just issued a little early. */
const SOON_S = 3_600;

/** Verifies tokens of the operator's own site that are signed with a shared secret. (SPEC ID1) */
export function secretVerifier(
  secret: string,
  rules: TokenRules,
  source: Pick<KeySource, "clock">,
): TokenVerifier {
  return verifier(bySecret(secret), OWN_SECRET, { ...rules, kind: "own" }, source);
}

/** Verifies tokens of the operator's own site by its issuer's published keys. (SPEC ID1) */
export function jwksVerifier(url: URL, rules: TokenRules, source: KeySource): TokenVerifier {
  return byPublishedKeys(
    new PublishedKeys(url, source),
    OWN_KEYS,
    { ...rules, kind: "own" },
    source,
  );
}

/** Verifies tokens that an OpenID Connect issuer made for the chat's client. (SPEC ID13) */
export function oidcVerifier(issuer: string, clientId: string, source: KeySource): TokenVerifier {
  const keys = new PublishedKeys(discoveryUrl(issuer), source, { issuer });
  return byPublishedKeys(keys, OIDC_KEYS, { issuer, audience: clientId, kind: "own" }, source);
}

/**
 * Verifies a Supabase project's access tokens; the secret is for projects that still sign with one.
 */
export function supabaseVerifier(
  projectUrl: string,
  legacySecret: string | undefined,
  source: KeySource,
): TokenVerifier {
  const issuer = `${projectUrl.replace(/\/+$/, "")}/auth/v1`;
  const rules = { issuer, audience: "authenticated", kind: "supabase" } as const;
  const keys = new PublishedKeys(new URL(`${issuer}/.well-known/jwks.json`), source, {
    mayBeEmpty: legacySecret !== undefined,
  });
  const byKeys = byPublishedKeys(keys, SUPABASE_KEYS, rules, source);
  if (!legacySecret) return byKeys;
  return firstOf([verifier(bySecret(legacySecret), SUPABASE_SECRET, rules, source), byKeys]);
}

/** Used if no setting names an issuer. */
export const noIssuer: TokenVerifier = () =>
  Promise.resolve({
    ok: false,
    reason: "invalid-token",
    cause: "no-issuer",
    hint: hintOf("no-issuer", OWN_SECRET),
  });

/** Tries several verifiers in turn; if all refuse, returns the most specific refusal. */
export function firstOf(verifiers: readonly TokenVerifier[]): TokenVerifier {
  return async (token) => {
    let verdict: TokenVerdict = { ok: false, reason: "invalid-token" };
    for (const verify of verifiers) {
      const next = await verify(token);
      if (next.ok) return next;
      if (tellingness(next) > tellingness(verdict)) verdict = next;
    }
    return verdict;
  };
}

function tellingness({ cause }: Extract<TokenVerdict, { ok: false }>): number {
  return cause === undefined ? -1 : rankOf(cause);
}

function byPublishedKeys(
  keys: PublishedKeys,
  settings: IssuerSettings,
  rules: TokenRules & { kind: Issuer },
  source: KeySource,
): TokenVerifier {
  // So that a wrong URL is reported when the server starts, not at the first sign-in.
  void keys.refresh();
  return verifier((token, options) => keys.verify(token, options), settings, rules, source);
}

/** Verifies the signature and the claims that `options` name; rejects with an error of jose. */
type JwtCheck = (token: string, options: JWTVerifyOptions) => Promise<JWTVerifyResult>;

function verifier(
  check: JwtCheck,
  settings: IssuerSettings,
  { kind, ...rules }: TokenRules & { kind: Issuer },
  { clock }: { clock: Clock },
): TokenVerifier {
  const { algorithms } = settings;
  const options = {
    ...rules,
    algorithms: [...algorithms],
    // Without these two, jose accepts tokens that never expire, or name nobody.
    requiredClaims: ["exp", "sub"],
  };
  const refuse = (cause: TokenCause): TokenVerdict => ({
    ok: false,
    reason: cause === "expired" ? "token-expired" : "invalid-token",
    cause,
    hint: hintOf(cause, settings),
  });
  const notYet = (retryAtMs: number, cause: TokenCause): TokenVerdict => ({
    ok: false,
    reason: "token-not-yet-valid",
    retryAtMs,
    cause,
    hint: hintOf(cause, settings),
  });
  return async (token) => {
    if (token.length > LIMITS.tokenChars) return refuse("too-long");
    if (!COMPACT_FORM.test(token)) return refuse("not-a-jwt");
    const nowMs = clock.nowMs();
    try {
      const { payload } = await check(token, {
        ...options,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(nowMs),
      });
      if ((payload.exp ?? 0) > MAX_SECONDS) return refuse("in-milliseconds");
      const member = toMember(payload, kind);
      if (!member) return refuse(claimsRejectionCause(payload, kind));
      // The tolerance applies to the begin only, not to the expiry.
      return member.expiresAtMs > nowMs ? { ok: true, member } : refuse("expired");
    } catch (error) {
      // A token that will or may become valid is worth a retry. (SPEC ID9)
      if (error instanceof JwksCooldownError)
        return notYet(error.retryAtMs, causeOf(error.cause, nowMs));
      const cause = causeOf(error, nowMs);
      const nbf = cause === "not-yet-valid" ? nbfOf(error) : undefined;
      if (nbf === undefined) return refuse(cause);
      return notYet(Math.ceil((nbf - CLOCK_TOLERANCE_S) * 1_000), cause);
    }
  };
}

/** The cause for an error of jose. */
function causeOf(error: unknown, nowMs: number): TokenCause {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JOSEAlgNotAllowed) return "wrong-algorithm";
  if (error instanceof TooManyCandidatesError) return "missing-kid";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "bad-signature";
  if (error instanceof errors.JWKSNoMatchingKey) return "key-not-found";
  if (!(error instanceof errors.JWTClaimValidationFailed)) return "not-a-jwt";
  const isMissing = error.reason === "missing";
  switch (error.claim) {
    case "iss":
      return "wrong-issuer";
    case "aud":
      return "wrong-audience";
    case "exp":
      return isMissing ? "missing-exp" : "wrong-time";
    case "sub":
      return isMissing ? "missing-sub" : "wrong-sub";
    case "nbf": {
      const nbf = nbfOf(error);
      if (nbf === undefined) return "wrong-time";
      if (nbf > MAX_SECONDS) return "in-milliseconds";
      return nbf - nowMs / 1_000 > SOON_S ? "wrong-time" : "not-yet-valid";
    }
    default:
      return "wrong-time";
  }
}

function nbfOf(error: unknown): number | undefined {
  const nbf = error instanceof errors.JWTClaimValidationFailed ? error.payload.nbf : undefined;
  return typeof nbf === "number" ? nbf : undefined;
}

function bySecret(secret: string): JwtCheck {
  const key = new TextEncoder().encode(secret);
  return (token, options) => jwtVerify(token, key, options);
}
