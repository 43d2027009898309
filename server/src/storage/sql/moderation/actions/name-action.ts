import { isOwner } from "../../../../chat/participants/roles.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ChannelContext } from "./action-context.ts";

/** Says what staff are shown as the name of a channel. (SPEC CH7) */
export async function setName({
  channel,
  append,
  action,
}: ChannelContext<ActionOf<"set-name">>): Promise<ActionOutcome | ActionRefusal> {
  if (!isOwner(append.actor)) return "forbidden";
  const undo = { name: { before: channel.name } };
  const { name } = action;
  channel.name = name === "" ? null : name;
  // Staff are told of it as of what they may do. (SPEC CH6)
  channel.bumpPolicyVersion();
  return { detail: { name }, slot: "name", undo };
}
