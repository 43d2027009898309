import { refuse, type FilterFinding, type Me, type Refusal } from "#protocol";
import type { StreamPolicy } from "../stream-policy.ts";
import type { AppendAction, Held } from "../../ports/append-action.ts";

/**
 * The refusal for the sender of a filtered text. It does not say what the filter found. (SPEC FI10)
 */
export function refuseFiltered({ reason }: FilterFinding): Refusal {
  return refuse("filtered", reason === undefined ? {} : { message: reason, reason });
}

/** How a message that a filter found is held: openly, or as a shadow. (SPEC FI3, HE1) */
export function heldBy({ rule, action }: FilterFinding): Held {
  return { why: action.kind === "shadow" ? "shadow" : "filter", rule };
}

/**
 * The timeout that a filter imposes, under the policy that contains the filter. (SPEC FI3, MO12)
 */
export function timeoutBy(
  streamId: string,
  { userId, nickname, avatarUrl, role }: Me,
  { rule, reason, action }: FilterFinding,
  { version, channelVersion }: Pick<StreamPolicy, "version" | "channelVersion">,
): AppendAction {
  if (action.kind !== "timeout") throw new Error("a filter times out that does something else");
  const { seconds } = action;
  return {
    kind: "action",
    streamId,
    actor: null,
    rule,
    policyVersion: version,
    channelVersion,
    action: { kind: "timeout", userId, seconds, ...(reason !== undefined && { reason }) },
    target: { role, ...(nickname && { nickname }), ...(avatarUrl && { avatarUrl }) },
  };
}
