import { refuse, type ErrorCode, type Me, type Refusal } from "#protocol";
import type { Clock } from "../ports/clock.ts";
import type { Identity } from "../ports/identity.ts";
import { usesReservedName, type NamePorts } from "./reserved-names.ts";

/** Ports that decide who may join a room. */
export interface JoinDenialPorts extends NamePorts {
  /** Whether reading requires a sign-in. (SPEC ID6) */
  readonly membersOnly: boolean;
  readonly storeClock: Clock;
}

/**
 * Why somebody may not be in a stream's room as `me`; undefined if they may. (SPEC ID6, ID7, ID10)
 *
 * The only check for every identity: when joining, and when a fresh token or another nickname
 * changes the identity in place.
 */
export async function joinDenial(
  ports: JoinDenialPorts,
  identity: Identity,
  streamId: string,
  me: Me,
): Promise<ErrorCode | undefined> {
  const mayNotRead = readDenial(ports, identity);
  if (mayNotRead) return mayNotRead;
  return (await usesReservedName(ports, streamId, me)) ? "name-taken" : undefined;
}

/** Why this connection may not even read, if only members may. (SPEC ID6) */
export function readDenial(
  { membersOnly, storeClock }: Pick<JoinDenialPorts, "membersOnly" | "storeClock">,
  identity: Identity,
): ErrorCode | undefined {
  if (!membersOnly) return undefined;
  if (identity.kind === "reader") return identity.reason;
  if (identity.kind === "guest" || identity.role === "guest") return "sign-in-required";
  return storeClock.nowMs() >= identity.expiresAtMs ? "token-expired" : undefined;
}

/**
 * Refuses a caller for their token: with a hint on what is wrong with it, and when it will be
 * accepted. (SPEC ID9, ID12)
 */
export function refuseToken(identity: Identity, code: ErrorCode, storeClock: Clock): Refusal {
  const hint = identity.kind === "reader" ? identity.hint : undefined;
  return refuse(code, { ...(hint && { message: hint }), ...retryOf(identity, storeClock) });
}

/** When a token that is not accepted yet is to be tried again. (SPEC ID9) */
export function retryOf(identity: Identity, storeClock: Clock): { retryAfterMs?: number } {
  if (identity.kind !== "reader" || identity.retryAtMs === undefined) return {};
  return { retryAfterMs: Math.max(1, Math.ceil(identity.retryAtMs - storeClock.nowMs())) };
}
