import { refuse, type ErrorCode, type Me, type Refusal } from "#protocol";
import type { ReservedNames } from "../participants/reserved-names.ts";
import type { Clock } from "../ports/clock.ts";
import type { Rooms } from "../streams/rooms.ts";
import type { Policies } from "./policies.ts";
import type { Identity } from "../ports/identity.ts";
import { isStaffRole } from "../participants/roles.ts";

/** What tells whether a name is somebody else's. */
export interface NamePorts {
  readonly reservedNames: ReservedNames;
  readonly policies: Policies;
  readonly rooms: Pick<Rooms, "get">;
}

/** What decides who may come into a room. */
export interface JoinDenialPorts extends NamePorts {
  /** Whether one must be signed in to read. (SPEC ID6) */
  readonly membersOnly: boolean;
  readonly storeClock: Clock;
}

/**
 * Why somebody may not be in a stream's room as `me`; undefined if they may. (SPEC ID6, ID7, ID10)
 *
 * The one gate for every identity: of those who join, and of those who become somebody else
 * in place, by a fresh token or another nickname.
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

/** Whether somebody bears a name of staff; staff of this stream bear what they like. (SPEC ID7) */
export async function usesReservedName(
  ports: NamePorts,
  streamId: string,
  me: Me,
): Promise<boolean> {
  const { reservedNames, policies, rooms } = ports;
  const name = me.nickname && reservedNames.ownerOf(streamId, me.nickname, me.userId);
  if (!name) return false;
  const policy = await policies.open(streamId);
  if (!rooms.get(streamId)) policies.forget(streamId);
  if (name.isAppointed && !isStaffRole(policy.roleOf({ userId: name.userId, role: "viewer" }))) {
    // The appointment was taken back, by whatever way.
    await reservedNames.release(name.scope, name.userId);
    return false;
  }
  if (me.role === "guest") return true;
  return !isStaffRole(policy.roleOf({ userId: me.userId, role: me.role }));
}

/** Why this connection may not even read, where only members may. (SPEC ID6) */
export function readDenial(
  { membersOnly, storeClock }: Pick<JoinDenialPorts, "membersOnly" | "storeClock">,
  identity: Identity,
): ErrorCode | undefined {
  if (!membersOnly) return undefined;
  if (identity.kind === "reader") return identity.reason;
  if (identity.kind === "guest" || identity.role === "guest") return "sign-in-required";
  return storeClock.nowMs() >= identity.expiresAtMs ? "token-expired" : undefined;
}

/** Refuses somebody for their token, with what is wrong with it. (SPEC ID12) */
export function refuseToken(identity: Identity, code: ErrorCode): Refusal {
  const hint = identity.kind === "reader" ? identity.hint : undefined;
  return refuse(code, { ...(hint && { message: hint }) });
}
