import { refuse, type ErrorCode, type Me, type Refusal } from "#protocol";
import type { Chat } from "../chat.ts";
import type { Identity } from "../ports/identity.ts";
import { isStaffRole } from "../participants/roles.ts";

/**
 * Why somebody may not be in a stream's room as `me`; undefined if they may. (SPEC ID6, ID7, ID10)
 *
 * The one gate for every identity: of those who join, and of those who become somebody else
 * in place, by a fresh token or another nickname.
 */
export async function entryRefusal(
  chat: Chat,
  identity: Identity,
  streamId: string,
  me: Me,
): Promise<ErrorCode | undefined> {
  const mayNotRead = readRefusal(chat, identity);
  if (mayNotRead) return mayNotRead;
  return (await usesReservedName(chat, streamId, me)) ? "name-taken" : undefined;
}

/** Whether somebody bears a name of staff; staff of this stream bear what they like. (SPEC ID7) */
export async function usesReservedName(chat: Chat, streamId: string, me: Me): Promise<boolean> {
  const { reservedNames, policies, rooms } = chat;
  const name = me.nickname && reservedNames.ownerOf(streamId, me.nickname, me.userId);
  if (!name) return false;
  const policy = await policies.open(streamId);
  if (!rooms.get(streamId)) policies.forget(streamId);
  if (name.isAppointed && !isStaffRole(policy.roleOf({ userId: name.userId, role: "viewer" }))) {
    // The appointment was taken back, by whatever way.
    const change = await reservedNames.release(name.scope, name.userId);
    chat.nodeSync.publish({ kind: "reserved-name", change });
    return false;
  }
  if (me.role === "guest") return true;
  return !isStaffRole(policy.roleOf({ userId: me.userId, role: me.role }));
}

/** Why this connection may not even read, where only members may. (SPEC ID6) */
export function readRefusal(
  { membersOnly, storeClock }: Chat,
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

/** Reserves and frees the names of whoever comes, here and on other nodes. (SPEC ID7) */
export async function updateReservedNames(chat: Chat, identity: Identity): Promise<void> {
  for (const change of await chat.reservedNames.update(identity))
    chat.nodeSync.publish({ kind: "reserved-name", change });
}
