import { accept, channelOf, refuse, type AuditRecord, type Moderate, type Result } from "#protocol";
import type { CommitQueue } from "../commit/commit-queue.ts";
import type { StreamFilters } from "./filters/stream-filters.ts";
import { refuseToken } from "./join-denial.ts";
import { protectAppointed, type NamePorts } from "./reserved-names.ts";
import type { Clock } from "../ports/clock.ts";
import type { Identity } from "../ports/identity.ts";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import { tokenRoleInChannel } from "../participants/roles.ts";
import type { Caller } from "../limits/action-limits.ts";
import type { Actor, Target } from "../ports/append-action.ts";
import { findTarget, type FindTargetPorts } from "./find-target.ts";

export interface ModerateAsPrincipalPorts
  extends FindTargetPorts, Pick<NamePorts, "reservedNames"> {
  readonly filters: StreamFilters;
  readonly commits: Pick<CommitQueue, "append">;
}

/** Somebody who moderates without joining: the operator, or an owner with a token. */
export type Principal = { kind: "operator" } | { kind: "owner"; actor: Actor };

/** The operator's key in rate limits. User ids are never blank, so no person shares it. (SPEC AD7) */
export const OPERATOR_KEY = "";

/** The caller that a principal counts as for rate limits. */
export function callerOfPrincipal(principal: Principal, streamId: string): Caller {
  const userId = principal.kind === "operator" ? OPERATOR_KEY : principal.actor.userId;
  return { userId, role: "owner", streamId };
}

/**
 * The owner of a stream that an identity stands for, or the reason why it is not one. (SPEC AD1)
 */
export function ownerPrincipal(
  identity: Identity,
  streamId: string,
  storeClock: Clock,
): Result<Principal> {
  if (identity.kind === "reader") return refuseToken(identity, identity.reason, storeClock);
  const { userId, nickname = "", role } = resolveParticipant(identity, streamId, undefined);
  // Only tokens make owners, and no sanction applies to them. (SPEC MO1, MO3)
  if (role !== "owner")
    return refuse("forbidden", { message: "Only an owner of the stream may do this." });
  const inChannel = tokenRoleInChannel(identity, channelOf(streamId));
  const isStaff = inChannel === "owner" || inChannel === "moderator";
  return accept({
    kind: "owner",
    actor: { userId, nickname, role, ...(isStaff && { channelRole: inChannel }) },
  });
}

/** An owner of a channel, by what they show; else why they are none. (SPEC AD1, CH2) */
export function channelOwnerPrincipal(
  identity: Identity,
  channelId: string,
  storeClock: Clock,
): Result<Principal> {
  if (identity.kind === "reader") return refuseToken(identity, identity.reason, storeClock);
  if (identity.kind !== "member" || tokenRoleInChannel(identity, channelId) !== "owner")
    return refuse("forbidden", { message: "Only an owner of the channel may do this." });
  const { userId, nickname = "" } = identity;
  const actor = { userId, nickname, role: "owner", channelRole: "owner" } as const;
  return accept({ kind: "owner", actor });
}

/**
 * Performs one action of a principal, as `moderate` does for staff in a room. (SPEC AD5)
 *
 * `known` describes the target if no room has seen that person.
 */
export async function moderateAsPrincipal(
  ports: ModerateAsPrincipalPorts,
  principal: Principal,
  { streamId, action, scope, clientId }: Moderate,
  known?: Target,
): Promise<Result<{ record: AuditRecord }>> {
  const isChannels = scope === "channel";
  // Whose the channel is not is told so before anything is looked at.
  if (isChannels && principal.kind === "owner" && !principal.actor.channelRole)
    return refuse("forbidden", { message: "Only staff of the channel may do this." });
  const fault = await ports.filters.faultOf(action);
  if (fault) return fault;
  const target =
    known ?? ("userId" in action ? findTarget(ports, streamId, action.userId) : undefined);
  const result = await ports.commits.append({
    kind: "action",
    streamId,
    ...(isChannels && { scope }),
    action,
    actor: principal.kind === "operator" ? null : principal.actor,
    ...(target && { target }),
    ...(clientId && { clientId }),
  });
  if (result.outcome === "refused") return refuse(result.code);
  if (result.outcome !== "done") throw new Error("an action was appended as something else");
  const { policyVersion, channelVersion, record } = result;
  if (record.channelId !== undefined)
    await ports.policies.catchUpChannel(record.channelId, channelVersion);
  await ports.policies.catchUp(streamId, policyVersion);
  await protectAppointed(ports, streamId, action, record);
  return accept({ record });
}
