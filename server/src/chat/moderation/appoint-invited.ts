import { refuse, type Refusal } from "#protocol";
import { isChannelKey } from "../ports/channel-key.ts";
import {
  moderateAsPrincipal,
  type ModerateAsPrincipalPorts,
  type Principal,
} from "./moderate-as-principal.ts";

/** Appoints the person who used an invitation to a stream or a channel, on behalf of its creator. (SPEC OL4) */
export async function appointInvited(
  ports: ModerateAsPrincipalPorts,
  key: string,
  person: { userId: string; nickname: string },
  inviter: { userId: string; nickname: string } | undefined,
): Promise<Refusal | undefined> {
  const isChannels = isChannelKey(key);
  const principal: Principal = inviter
    ? {
        kind: "owner",
        actor: { ...inviter, role: "owner", ...(isChannels && { channelRole: "owner" }) },
      }
    : { kind: "operator" };
  const { userId } = person;
  const action = { kind: "appoint", userId, role: "moderator" } as const;
  const done = await moderateAsPrincipal(
    ports,
    principal,
    { streamId: key, action, ...(isChannels && { scope: "channel" }) },
    { role: "member", ...person },
  );
  return done.ok ? undefined : refuse(done.error.code);
}
