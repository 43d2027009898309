import { accept, refuse, type AuditRecord, type Moderate, type Result } from "#protocol";
import type { Chat } from "../chat.ts";
import { refuseToken } from "../admit-identity.ts";
import type { Identity } from "../identity.ts";
import { introduce } from "../introduce.ts";
import type { Caller } from "../limits/action-limits.ts";
import type { Actor, Target } from "./append-action.ts";
import { targetOf } from "./moderate.ts";

/** Who acts on streams without being in their rooms: the operator, or an owner by their token. */
export type Steward = { kind: "operator" } | { kind: "owner"; actor: Actor };

/** Who a steward is to a stream's limits. */
export function callerOfSteward(steward: Steward, streamId: string): Caller {
  const userId = steward.kind === "operator" ? "operator" : steward.actor.userId;
  return { userId, role: "owner", streamId };
}

/** An owner of a stream, by what they show; else why they are none. (SPEC AD1) */
export function ownerOf(identity: Identity, streamId: string): Result<Steward> {
  if (identity.kind === "reader") return refuseToken(identity, identity.reason);
  const { userId, nickname = "", role } = introduce(identity, streamId, undefined);
  // Owners are made by tokens alone, and nothing keeps them from acting. (SPEC MO1, MO3)
  if (role !== "owner")
    return refuse("forbidden", { message: "Only an owner of the stream may do this." });
  return accept({ kind: "owner", actor: { userId, nickname, role } });
}

/**
 * Does one thing that a steward asks for, as `moderate` does it for staff in a room. (SPEC AD5)
 *
 * `known` says who it is done to, where that is somebody whom no room has seen.
 */
export async function moderateAs(
  chat: Chat,
  steward: Steward,
  { streamId, action, clientId }: Moderate,
  known?: Target,
): Promise<Result<{ record: AuditRecord }>> {
  const fault = await chat.filters.faultOf(action);
  if (fault) return fault;
  const target =
    known ?? ("userId" in action ? targetOf(chat, streamId, action.userId) : undefined);
  const result = await chat.commits.append({
    ...{ kind: "action", streamId, action },
    actor: steward.kind === "operator" ? null : steward.actor,
    ...(target && { target }),
    ...(clientId && { clientId }),
  });
  if (result.outcome === "refused") return refuse(result.code);
  if (result.outcome !== "done") throw new Error("an action was appended as something else");
  await chat.policies.catchUp(streamId, result.policyVersion);
  return accept({ record: result.record });
}
