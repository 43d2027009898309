import { channelOf, type Me, type Person } from "#protocol";
import type { Identity } from "../ports/identity.ts";
import { tokenRoleInChannel } from "./roles.ts";

/** Resolves a connection's participant in a room: by token, else by its claims. (SPEC JR3, ID3) */
export function resolveParticipant(
  identity: Identity,
  streamId: string,
  claim: Partial<Person> | undefined,
): Me {
  const { userId } = identity;
  switch (identity.kind) {
    case "reader":
      return {
        userId,
        role: "viewer",
        maySend: false,
        reason: identity.reason,
        ...(identity.hint && { hint: identity.hint }),
      };
    case "guest":
      return named({ userId, role: "guest" }, claim?.nickname, claim?.avatarUrl);
    case "member": {
      const { rolesByStream = {}, expiresAtMs } = identity;
      // Checks for an own property, otherwise a stream called "constructor" would have a role.
      const own = Object.hasOwn(rolesByStream, streamId) ? rolesByStream[streamId] : undefined;
      const role = own ?? tokenRoleInChannel(identity, channelOf(streamId));
      const who = { userId, role, expiresAtMs };
      return named(who, identity.nickname ?? claim?.nickname, identity.avatarUrl);
    }
  }
}

function named(
  who: Pick<Me, "userId" | "role" | "expiresAtMs">,
  nickname?: string,
  avatarUrl?: string,
): Me {
  if (!nickname) return { ...who, maySend: false, reason: "nickname-required" };
  return { ...who, nickname, ...(avatarUrl && { avatarUrl }), maySend: true };
}
