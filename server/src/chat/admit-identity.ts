import { refuse, type ErrorCode, type Me, type Refusal } from "#protocol";
import type { Chat } from "./chat.ts";
import type { Identity } from "./identity.ts";
import { isStaffRole } from "./moderation/authority.ts";

/**
 * Why somebody may not be in a stream's room as `me`; undefined if they may. (SPEC ID6, ID7, ID10)
 *
 * The one gate for every identity: of those who join, and of those who become somebody else
 * in place, by a fresh token or another nickname.
 */
export async function whyNotAs(
  chat: Chat,
  identity: Identity,
  streamId: string,
  me: Me,
): Promise<ErrorCode | undefined> {
  const mayNotRead = whyNotRead(chat, identity);
  if (mayNotRead) return mayNotRead;
  return (await hasTakenName(chat, streamId, me)) ? "name-taken" : undefined;
}

/** Whether somebody bears a name of staff; staff of this stream bear what they like. (SPEC ID7) */
export async function hasTakenName(chat: Chat, streamId: string, me: Me): Promise<boolean> {
  const { staffNames, policies, rooms } = chat;
  const name = me.nickname && staffNames.ownerOf(streamId, me.nickname, me.userId);
  if (!name) return false;
  const policy = await policies.open(streamId);
  if (!rooms.get(streamId)) policies.forget(streamId);
  if (name.isAppointed && !isStaffRole(policy.roleOf({ userId: name.userId, role: "viewer" }))) {
    // The appointment was taken back, by whatever way.
    const change = await staffNames.free(name.scope, name.userId);
    chat.nodes.tell({ kind: "reserved-name", change });
    return false;
  }
  if (me.role === "guest") return true;
  return !isStaffRole(policy.roleOf({ userId: me.userId, role: me.role }));
}

/** Why this connection may not even read, where only members may. (SPEC ID6) */
export function whyNotRead({ membersOnly, time }: Chat, identity: Identity): ErrorCode | undefined {
  if (!membersOnly) return undefined;
  if (identity.kind === "reader") return identity.reason;
  if (identity.kind === "guest" || identity.role === "guest") return "sign-in-required";
  return time.nowMs() >= identity.expiresAtMs ? "token-expired" : undefined;
}

/** Refuses somebody for their token, with what is wrong with it. (SPEC ID12) */
export function refuseToken(identity: Identity, code: ErrorCode): Refusal {
  const hint = identity.kind === "reader" ? identity.hint : undefined;
  return refuse(code, { ...(hint && { message: hint }) });
}

/** Reserves and frees the names of whoever comes, here and on other nodes. (SPEC ID7) */
export async function learnName(chat: Chat, identity: Identity): Promise<void> {
  for (const change of await chat.staffNames.learn(identity))
    chat.nodes.tell({ kind: "reserved-name", change });
}
