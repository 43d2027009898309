import {
  accept,
  refuse,
  type AuditRecord,
  type Me,
  type Moderate,
  type Person,
  type Refusal,
  type Result,
} from "#protocol";
import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "./caller-of.ts";
import { policySubject, effectiveParticipant } from "./effective-participant.ts";
import type { Target } from "../ports/append-action.ts";
import { isStaffRole } from "../participants/roles.ts";
import { appendWithPolicy } from "../commit/append-with-policy.ts";

/**
 * Does one thing that staff ask for. (SPEC MO2, MO3)
 *
 * Resolves after all of it is committed, and after the room was shown what it put into the log.
 */
export async function moderate(
  chat: Chat,
  connection: Connection,
  { streamId, action, clientId }: Moderate,
): Promise<Result<{ record: AuditRecord }>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  // Whoever may not is refused before anything is taken from what staff share. (SPEC MO15)
  const mayAct = asStaff(chat, connection, streamId, me);
  if (!mayAct.ok) return mayAct;
  const caller = callerOf(chat, connection, streamId, me);
  const retryAfterMs = chat.limits.take("moderate", caller, chat.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  const fault = await faultOf(chat, connection, { streamId, action }, me);
  if (fault) return fault;
  const done = await appendWithPolicy(chat, streamId, () => {
    const staff = asStaff(chat, connection, streamId, me);
    if (!staff.ok) return staff;
    const { userId, nickname = "", role } = staff.value;
    const target = "userId" in action ? targetOf(chat, streamId, action.userId) : undefined;
    return {
      ok: true,
      append: {
        ...{ kind: "action", streamId, action, actor: { userId, nickname, role } },
        policyVersion: chat.policies.get(streamId)?.version ?? 0,
        ...(clientId && { clientId }),
        ...(target && { target }),
      },
    };
  });
  if (!done.ok) return done;
  const { result } = done;
  if (result.outcome === "refused") return refuse(result.code);
  if (result.outcome !== "done") throw new Error("an action was appended as something else");
  const { record } = result;
  await chat.policies.catchUp(streamId, result.policyVersion);
  if (action.kind === "appoint" && action.role === "moderator" && record.person?.nickname)
    await protectName(chat, streamId, record.person);
  return accept({ record });
}

/** What is wrong with filters, for whoever may set them: to find out takes work. (SPEC FI12) */
async function faultOf(
  chat: Chat,
  connection: Connection,
  { streamId, action }: Moderate,
  me: Me,
): Promise<Refusal | undefined> {
  if (action.kind !== "set-filters") return undefined;
  const staff = asStaff(chat, connection, streamId, me);
  if (!staff.ok) return staff;
  return staff.value.role === "owner" ? chat.filters.faultOf(action) : refuse("forbidden");
}

/** Nobody else takes the name of whoever was made staff. (SPEC ID7) */
export async function protectName(
  chat: Chat,
  streamId: string,
  { userId, nickname }: Person,
): Promise<void> {
  // What was done is done, whether the name can be kept or not.
  const change = await chat.reservedNames
    .reserve(streamId, userId, nickname, true)
    .catch(() => undefined);
  if (change) chat.nodeSync.publish({ kind: "reserved-name", change });
}

/** Who somebody is if they are staff and may act at this moment; else why not. (SPEC MO3) */
export function asStaff(
  chat: Chat,
  connection: Connection,
  streamId: string,
  me: Me,
): { ok: true; value: Me } | Refusal {
  const self = effectiveParticipant(chat, connection, streamId, me);
  if (!isStaffRole(self.role)) return refuse("forbidden");
  if (!self.maySend && self.reason !== "nickname-required")
    return refuse(self.reason ?? "forbidden");
  return { ok: true, value: self };
}

/** What this node knows of a person who is in a room on it. */
export function targetOf(chat: Chat, streamId: string, userId: string): Target | undefined {
  const policy = chat.policies.get(streamId);
  for (const connection of chat.connections.all()) {
    const me = connection.rooms.get(streamId);
    if (me?.userId !== userId || !policy) continue;
    const { nickname, avatarUrl } = me;
    return {
      role: policy.roleOf(policySubject(connection, me)),
      ...(me.role === "guest" && connection.addressHash && { addressHash: connection.addressHash }),
      ...(nickname && { nickname }),
      ...(avatarUrl && { avatarUrl }),
    };
  }
  return undefined;
}
