import { decodeJwt } from "jose";
import type { Clock } from "../chat/ports/clock.ts";
import type { TokenCause } from "./token-causes.ts";
import type { TokenVerifier } from "./token-verifier.ts";

const WARN_EVERY_MS = 60_000;
/**
 * Tokens expire on every sleeping laptop; an old token that is issued again and again is a fault.
 */
const LONG_AGO_MS = 60 * 60_000;

/** Logs why tokens are refused, without the tokens. (SPEC ID12) */
export function warnOfRefusals(
  verify: TokenVerifier,
  { clock, warn }: { clock: Clock; warn: (message: string) => void },
): TokenVerifier {
  const warnedAtMs = new Map<TokenCause, number>();
  return async (token) => {
    const verdict = await verify(token);
    if (verdict.ok || !verdict.cause || !verdict.hint) return verdict;
    const nowMs = clock.nowMs();
    const { cause, hint } = verdict;
    if (cause === "expired" && nowMs - expiryOf(token) < LONG_AGO_MS) return verdict;
    if (Math.abs(nowMs - (warnedAtMs.get(cause) ?? -Infinity)) < WARN_EVERY_MS) return verdict;
    warnedAtMs.set(cause, nowMs);
    warn(`A token was refused (${cause}). ${hint}`);
    return verdict;
  };
}

/** When a token with a valid signature expired. */
function expiryOf(token: string): number {
  return (decodeJwt(token).exp ?? 0) * 1_000;
}
