import { LIMITS, type ErrorCode } from "#protocol";
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import type { MemberIdentity } from "../chat/identity.ts";
import type { Clock } from "../chat/ports.ts";
import { toMember, type Issuer } from "./claims.ts";
import { KeyNotAskedFor, PublishedKeys, type KeySource } from "./published-keys.ts";
import { PUBLIC_KEY_ALGORITHMS } from "./usable-keys.ts";

/** What a token turned out to be: a person, or why it is not accepted. */
export type TokenVerdict =
  | { ok: true; member: MemberIdentity }
  | ({ ok: false } & (
      | { reason: Extract<ErrorCode, "invalid-token" | "token-expired">; hint?: string }
      | { reason: Extract<ErrorCode, "token-not-yet-valid">; retryAtMs: number }
    ));

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
const WARN_EVERY_MS = 60_000;
const INVALID: TokenVerdict = { ok: false, reason: "invalid-token" };
const EXPIRED: TokenVerdict = { ok: false, reason: "token-expired" };

/** Verifies the tokens of one's own site that were signed with a shared secret. (SPEC ID1) */
export function secretVerifier(
  secret: string,
  rules: TokenRules,
  source: Pick<KeySource, "clock"> & Partial<Pick<KeySource, "warn">>,
): TokenVerifier {
  return verifier(keyOf(secret), ["HS256"], { ...rules, kind: "own" }, source);
}

/** Verifies the tokens of one's own site by the public keys that its issuer publishes. (SPEC ID1) */
export function jwksVerifier(url: URL, rules: TokenRules, source: KeySource): TokenVerifier {
  return byPublishedKeys(new PublishedKeys(url, source), { ...rules, kind: "own" }, source);
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
  const byKeys = byPublishedKeys(keys, rules, source);
  if (!legacySecret) return byKeys;
  return firstOf([verifier(keyOf(legacySecret), ["HS256"], rules, source), byKeys]);
}

/** Asks one verifier after another; the most telling refusal is the answer. */
export function firstOf(verifiers: readonly TokenVerifier[]): TokenVerifier {
  return async (token) => {
    let verdict: TokenVerdict = INVALID;
    for (const verify of verifiers) {
      const next = await verify(token);
      if (next.ok) return next;
      if (next.reason !== "invalid-token" || next.hint) verdict = next;
    }
    return verdict;
  };
}

function byPublishedKeys(
  keys: PublishedKeys,
  rules: TokenRules & { kind: Issuer },
  source: KeySource,
): TokenVerifier {
  // A wrong address shows when the server starts, not when the first person comes.
  void keys.refresh();
  return verifier(keys.find, PUBLIC_KEY_ALGORITHMS, rules, source);
}

function verifier(
  key: JWTVerifyGetKey,
  algorithms: string[],
  { kind, ...rules }: TokenRules & { kind: Issuer },
  { clock, warn }: { clock: Clock; warn?: (message: string) => void },
): TokenVerifier {
  let warnedAtMs = -Infinity;
  const tell = (verdict: TokenVerdict, nowMs: number): TokenVerdict => {
    const hint = !verdict.ok && "hint" in verdict ? verdict.hint : undefined;
    if (!hint || Math.abs(nowMs - warnedAtMs) < WARN_EVERY_MS) return verdict;
    warnedAtMs = nowMs;
    warn?.(`A token was refused. ${hint}`);
    return verdict;
  };
  // Without these two, jose takes tokens that never expire, or belong to nobody.
  const options = { ...rules, algorithms, requiredClaims: ["exp", "sub"] };
  return async (token) => {
    if (token.length > LIMITS.tokenChars || !COMPACT_FORM.test(token)) return INVALID;
    const nowMs = clock.nowMs();
    try {
      const { payload } = await jwtVerify(token, key, {
        ...options,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(nowMs),
      });
      return tell(judge(payload, kind, nowMs), nowMs);
    } catch (error) {
      return tell(reasonOf(error, nowMs), nowMs);
    }
  };
}

/** Why a token is not accepted. What will be good, or may be, is worth another try. (SPEC ID9) */
function reasonOf(error: unknown, nowMs: number): TokenVerdict {
  if (error instanceof KeyNotAskedFor)
    return { ok: false, reason: "token-not-yet-valid", retryAtMs: error.retryAtMs };
  if (error instanceof errors.JWTExpired) return EXPIRED;
  if (!(error instanceof errors.JWTClaimValidationFailed) || error.claim !== "nbf") return INVALID;
  const { nbf } = error.payload;
  if (typeof nbf !== "number") return INVALID;
  if (nbf > MAX_SECONDS) return inMilliseconds("nbf");
  if (nbf - nowMs / 1_000 > SOON_S) return INVALID;
  const retryAtMs = Math.ceil((nbf - CLOCK_TOLERANCE_S) * 1_000);
  return { ok: false, reason: "token-not-yet-valid", retryAtMs };
}

function inMilliseconds(claim: string): TokenVerdict {
  const hint = `Its ${claim} is in milliseconds. Give it in seconds since 1970, as RFC 7519 says.`;
  return { ok: false, reason: "invalid-token", hint };
}

function judge(payload: JWTPayload, kind: Issuer, nowMs: number): TokenVerdict {
  if ((payload.exp ?? 0) > MAX_SECONDS) return inMilliseconds("exp");
  const member = toMember(payload, kind);
  if (!member) return INVALID;
  // The tolerance is for beginnings; the end is the end.
  return member.expiresAtMs > nowMs ? { ok: true, member } : EXPIRED;
}

function keyOf(secret: string): JWTVerifyGetKey {
  const key = new TextEncoder().encode(secret);
  return () => key;
}
