import {
  accept,
  refuse,
  type ActionScope,
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
import { protectAppointed, type NamePorts } from "./reserved-names.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "./caller-of.ts";
import { effectiveParticipant, type PermissionPorts } from "./effective-participant.ts";
import { isStaffRole } from "../participants/roles.ts";
import { appendWithPolicy } from "../commit/append-with-policy.ts";

export interface ModeratePorts
  extends PermissionPorts, FindTargetPorts, Pick<NamePorts, "reservedNames"> {
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
  request: Moderate,
): Promise<Result<{ record: AuditRecord }>> {
  const { streamId, action, scope, clientId } = request;
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  // Unauthorised requests are refused before they cost anything of the shared limits. (SPEC MO15)
  const mayAct = asStaff(ports, connection, streamId, me, scope);
  if (!mayAct.ok) return mayAct;
  const caller = callerOf(ports, connection, streamId, me);
  const retryAfterMs = ports.limits.take("moderate", caller, ports.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  const fault = await faultOf(ports, connection, request, me);
  if (fault) return fault;
  const done = await appendWithPolicy(ports, streamId, () => {
    const staff = asStaff(ports, connection, streamId, me, scope);
    if (!staff.ok) return staff;
    const { userId, nickname = "", role, channel } = staff.value;
    const policy = ports.policies.get(streamId);
    const target = "userId" in action ? findTarget(ports, streamId, action.userId) : undefined;
    return {
      ok: true,
      append: {
        kind: "action",
        streamId,
        action,
        ...(scope === "channel" && { scope }),
        actor: { userId, nickname, role, ...(channel && { channelRole: channel.role }) },
        policyVersion: policy?.version ?? 0,
        channelVersion: policy?.channelVersion ?? 0,
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
  await ports.policies.catchUp(streamId, result.policyVersion, result.channelVersion);
  await protectAppointed(ports, streamId, action, record);
  return accept({ record });
}

/**
 * What is wrong with the filters of a request, checked only for people who may set them, because
 * checking is expensive. (SPEC FI12)
 */
async function faultOf(
  ports: ModeratePorts,
  connection: Connection,
  { streamId, action, scope }: Moderate,
  me: Me,
): Promise<Refusal | undefined> {
  if (action.kind !== "set-filters") return undefined;
  const staff = asStaff(ports, connection, streamId, me, scope);
  if (!staff.ok) return staff;
  const role = scope === "channel" ? staff.value.channel?.role : staff.value.role;
  return role === "owner" ? ports.filters.faultOf(action) : refuse("forbidden");
}

/** Who somebody is if they are staff of that scope and may act at this moment; else why not. (SPEC MO3, CH2) */
export function asStaff(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
  me: Me,
  scope?: ActionScope,
): { ok: true; value: Me } | Refusal {
  const self = effectiveParticipant(ports, connection, streamId, me);
  if (!isStaffRole(self.role) || (scope === "channel" && !self.channel)) return refuse("forbidden");
  if (!self.maySend && self.reason !== "nickname-required")
    return refuse(self.reason ?? "forbidden");
  return { ok: true, value: self };
}
