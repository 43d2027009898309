import { refuse, type Refusal } from "#protocol";
import type { Chat } from "../chat.ts";
import { protectName } from "./moderate.ts";
import { moderateAsPrincipal, type Principal } from "./moderate-as-principal.ts";

/** Makes whoever has used a link a moderator, on behalf of who made it. (SPEC OL4) */
export async function appointInvited(
  chat: Chat,
  streamId: string,
  person: { userId: string; nickname: string },
  inviter: { userId: string; nickname: string } | undefined,
): Promise<Refusal | undefined> {
  const principal: Principal = inviter
    ? { kind: "owner", actor: { ...inviter, role: "owner" } }
    : { kind: "operator" };
  const { userId } = person;
  const action = { kind: "appoint", userId, role: "moderator" } as const;
  const done = await moderateAsPrincipal(
    chat,
    principal,
    { streamId, action },
    { role: "member", ...person },
  );
  if (!done.ok) return refuse(done.error.code);
  await protectName(chat, streamId, person);
  return undefined;
}
