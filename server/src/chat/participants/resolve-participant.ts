import { channelOf, type ErrorCode, type Me, type Person, type Role } from "#protocol";
import { channelKey } from "../ports/channel-key.ts";
import type { Identity, MemberIdentity } from "../ports/identity.ts";

type MemberRole = MemberIdentity["role"];

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

/** What a token says that somebody is to a channel, in all of its streams. (SPEC ID3, CH2) */
export function tokenRoleInChannel(identity: MemberIdentity, channelId: string): MemberRole;
export function tokenRoleInChannel(identity: Identity, channelId: string): Role;
export function tokenRoleInChannel(identity: Identity, channelId: string): Role {
  if (identity.kind === "reader") return "viewer";
  if (identity.kind === "guest") return "guest";
  const { rolesByStream, role } = identity;
  if (!rolesByStream) return role;
  const key = channelKey(channelId);
  return (Object.hasOwn(rolesByStream, key) ? rolesByStream[key] : undefined) ?? role;
}

/** Why a connection's credentials do not let it write now; undefined if they do. (SPEC SM5, ID4) */
export function sendRefusal(identity: Identity, me: Me, nowMs: number): ErrorCode | undefined {
  if (!me.maySend) return me.reason ?? "sign-in-required";
  if (identity.kind === "member" && nowMs >= identity.expiresAtMs) return "token-expired";
  return undefined;
}

function named(
  who: Pick<Me, "userId" | "role" | "expiresAtMs">,
  nickname?: string,
  avatarUrl?: string,
): Me {
  if (!nickname) return { ...who, maySend: false, reason: "nickname-required" };
  return { ...who, nickname, ...(avatarUrl && { avatarUrl }), maySend: true };
}
