import {
  accept,
  refuse,
  type AuditRecord,
  type Me,
  type Moderate,
  type Refusal,
  type Result,
} from "#protocol";
import type { CommitQueue } from "../commit/commit-queue.ts";
import type { ActionLimits } from "../limits/action-limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { StreamFilters } from "./filters/stream-filters.ts";
import { findTarget, type FindTargetPorts } from "./find-target.ts";
import { protectName, type ProtectNamePorts } from "./protect-name.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "./caller-of.ts";
import { effectiveParticipant, type PermissionPorts } from "./effective-participant.ts";
import { isStaffRole } from "../participants/roles.ts";
import { appendWithPolicy } from "../commit/append-with-policy.ts";

export interface ModeratePorts extends PermissionPorts, FindTargetPorts, ProtectNamePorts {
  readonly filters: StreamFilters;
  readonly commits: Pick<CommitQueue, "append">;
  readonly limits: ActionLimits;
  readonly clock: Clock;
}

/**
 * Performs one action that staff request. (SPEC MO2, MO3)
 *
 * Resolves after the whole action is committed and the room was shown its log entries.
 */
export async function moderate(
  ports: ModeratePorts,
  connection: Connection,
  { streamId, action, clientId }: Moderate,
): Promise<Result<{ record: AuditRecord }>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  // Unauthorised requests are refused before they cost anything of the shared limits. (SPEC MO15)
  const mayAct = asStaff(ports, connection, streamId, me);
  if (!mayAct.ok) return mayAct;
  const caller = callerOf(ports, connection, streamId, me);
  const retryAfterMs = ports.limits.take("moderate", caller, ports.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  const fault = await faultOf(ports, connection, { streamId, action }, me);
  if (fault) return fault;
  const done = await appendWithPolicy(ports, streamId, () => {
    const staff = asStaff(ports, connection, streamId, me);
    if (!staff.ok) return staff;
    const { userId, nickname = "", role } = staff.value;
    const target = "userId" in action ? findTarget(ports, streamId, action.userId) : undefined;
    return {
      ok: true,
      append: {
        kind: "action",
        streamId,
        action,
        actor: { userId, nickname, role },
        policyVersion: ports.policies.get(streamId)?.version ?? 0,
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
  await ports.policies.catchUp(streamId, result.policyVersion);
  if (action.kind === "appoint" && action.role === "moderator" && record.person?.nickname)
    await protectName(ports, streamId, record.person);
  return accept({ record });
}

/**
 * What is wrong with the filters of a request, checked only for people who may set them, because
 * checking is expensive. (SPEC FI12)
 */
async function faultOf(
  ports: ModeratePorts,
  connection: Connection,
  { streamId, action }: Moderate,
  me: Me,
): Promise<Refusal | undefined> {
  if (action.kind !== "set-filters") return undefined;
  const staff = asStaff(ports, connection, streamId, me);
  if (!staff.ok) return staff;
  return staff.value.role === "owner" ? ports.filters.faultOf(action) : refuse("forbidden");
}

/** The participant if it is staff and may act now, else a refusal. (SPEC MO3) */
export function asStaff(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): { ok: true; value: Me } | Refusal {
  const self = effectiveParticipant(ports, connection, streamId, me);
  if (!isStaffRole(self.role)) return refuse("forbidden");
  if (!self.maySend && self.reason !== "nickname-required")
    return refuse(self.reason ?? "forbidden");
  return { ok: true, value: self };
}
