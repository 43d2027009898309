import { refuse, type FilterFinding, type Me, type Refusal } from "#protocol";
import type { AppendAction, Held } from "../../ports/append-action.ts";

/** What the sender of a text is told that a filter refuses; not what it found. (SPEC FI10) */
export function refuseFiltered({ reason }: FilterFinding): Refusal {
  return refuse("filtered", reason === undefined ? {} : { message: reason, reason });
}

/** How a message is held that a filter found: openly, or as if it were sent. (SPEC FI3, HE1) */
export function heldBy({ rule, action }: FilterFinding): Held {
  return { why: action.kind === "shadow" ? "shadow" : "filter", rule };
}

/** The time-out that a filter gives, under the policy that has the filter. (SPEC FI3, MO12) */
export function timeoutBy(
  streamId: string,
  { userId, nickname, avatarUrl, role }: Me,
  { rule, reason, action }: FilterFinding,
  policyVersion: number,
): AppendAction {
  if (action.kind !== "timeout") throw new Error("a filter times out that does something else");
  const { seconds } = action;
  return {
    kind: "action",
    streamId,
    actor: null,
    rule,
    policyVersion,
    action: { kind: "timeout", userId, seconds, ...(reason !== undefined && { reason }) },
    target: { role, ...(nickname && { nickname }), ...(avatarUrl && { avatarUrl }) },
  };
}
