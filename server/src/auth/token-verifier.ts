import { LIMITS, type ErrorCode } from "#protocol";
import { errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import type { MemberIdentity } from "../chat/ports/identity.ts";
import type { Clock } from "../chat/ports/clock.ts";
import { toMember, claimsRejectionCause, type Issuer } from "./claims.ts";
import { JwksCooldownError, PublishedKeys, type KeySource } from "./published-keys.ts";
import {
  hintOf,
  OWN_KEYS,
  OWN_SECRET,
  rankOf,
  SUPABASE_KEYS,
  SUPABASE_SECRET,
  type IssuerSettings,
  type TokenCause,
} from "./token-causes.ts";

/** What a token turned out to be: a person, or why it is not accepted. */
export type TokenVerdict =
  | { ok: true; member: MemberIdentity }
  | ({ ok: false } & (
      | { reason: Extract<ErrorCode, "invalid-token" | "token-expired"> }
      | { reason: Extract<ErrorCode, "token-not-yet-valid">; retryAtMs: number }
    ) & {
        cause?: TokenCause;
        /** What is wrong with it, for whoever made it. (SPEC ID12) */
        hint?: string;
      });

export type TokenVerifier = (token: string) => Promise<TokenVerdict>;

export interface TokenRules {
  issuer?: string;
  audience?: string;
}

/** Three parts in the one alphabet that a signed token is written in. */
const COMPACT_FORM = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
/** How far an issuer's clock may be ahead of ours. */
const CLOCK_TOLERANCE_S = 60;
/** Seconds since 1970 reach so far in the year 5138; milliseconds are beyond since 1973. */
const MAX_SECONDS = 1e11;
/** A token for later than this is not one that came a little early. */
const SOON_S = 3_600;

/** Verifies the tokens of one's own site that were signed with a shared secret. (SPEC ID1) */
export function secretVerifier(
  secret: string,
  rules: TokenRules,
  source: Pick<KeySource, "clock">,
): TokenVerifier {
  return verifier(keyOf(secret), OWN_SECRET, { ...rules, kind: "own" }, source);
}

/** Verifies the tokens of one's own site by the public keys that its issuer publishes. (SPEC ID1) */
export function jwksVerifier(url: URL, rules: TokenRules, source: KeySource): TokenVerifier {
  return byPublishedKeys(
    new PublishedKeys(url, source),
    OWN_KEYS,
    { ...rules, kind: "own" },
    source,
  );
}

/** Verifies a Supabase project's access tokens; the secret is for projects that still sign with it. */
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
  return firstOf([verifier(keyOf(legacySecret), SUPABASE_SECRET, rules, source), byKeys]);
}

/** Where no setting says whose tokens are accepted. */
export const noIssuer: TokenVerifier = () =>
  Promise.resolve({
    ok: false,
    reason: "invalid-token",
    cause: "no-issuer",
    hint: hintOf("no-issuer", OWN_SECRET),
  });

/** Asks one verifier after another; the most telling refusal is the answer. */
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
  // A wrong address shows when the server starts, not when the first person comes.
  void keys.refresh();
  return verifier(keys.find, settings, rules, source);
}

function verifier(
  key: JWTVerifyGetKey,
  settings: IssuerSettings,
  { kind, ...rules }: TokenRules & { kind: Issuer },
  { clock }: { clock: Clock },
): TokenVerifier {
  const { algorithms } = settings;
  const options = {
    ...rules,
    algorithms: [...algorithms],
    // Without these two, jose takes tokens that never expire, or belong to nobody.
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
      const { payload } = await jwtVerify(token, key, {
        ...options,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(nowMs),
      });
      if ((payload.exp ?? 0) > MAX_SECONDS) return refuse("in-milliseconds");
      const member = toMember(payload, kind);
      if (!member) return refuse(claimsRejectionCause(payload, kind));
      // The tolerance is for beginnings; the end is the end.
      return member.expiresAtMs > nowMs ? { ok: true, member } : refuse("expired");
    } catch (error) {
      // What will be good, or may be, is worth another try. (SPEC ID9)
      if (error instanceof JwksCooldownError) return notYet(error.retryAtMs, "key-not-found");
      const cause = causeOf(error, nowMs);
      const nbf = cause === "not-yet-valid" ? nbfOf(error) : undefined;
      if (nbf === undefined) return refuse(cause);
      return notYet(Math.ceil((nbf - CLOCK_TOLERANCE_S) * 1_000), cause);
    }
  };
}

/** What jose has against a token. */
function causeOf(error: unknown, nowMs: number): TokenCause {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JOSEAlgNotAllowed) return "wrong-algorithm";
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

function keyOf(secret: string): JWTVerifyGetKey {
  const key = new TextEncoder().encode(secret);
  return () => key;
}
