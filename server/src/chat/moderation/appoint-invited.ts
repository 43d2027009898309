import { refuse, type Refusal } from "#protocol";
import type { Chat } from "../chat.ts";
import { protectName } from "./moderate.ts";
import { moderateAs, type Steward } from "./steward.ts";

/** Makes whoever has used a link a moderator, on behalf of who made it. (SPEC OL4) */
export async function appointInvited(
  chat: Chat,
  streamId: string,
  person: { userId: string; nickname: string },
  inviter: { userId: string; nickname: string } | undefined,
): Promise<Refusal | undefined> {
  const steward: Steward = inviter
    ? { kind: "owner", actor: { ...inviter, role: "owner" } }
    : { kind: "operator" };
  const { userId } = person;
  const action = { kind: "appoint", userId, role: "moderator" } as const;
  const done = await moderateAs(chat, steward, { streamId, action }, { role: "member", ...person });
  if (!done.ok) return refuse(done.error.code);
  await protectName(chat, streamId, person);
  return undefined;
}
