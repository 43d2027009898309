import type { Role } from "#protocol";
import type { Actor } from "../ports/append-action.ts";
import { channelKey } from "../ports/channel-key.ts";
import type { Identity, MemberIdentity } from "../ports/identity.ts";

type MemberRole = MemberIdentity["role"];

const RANKS: Record<Role, number> = { viewer: 0, guest: 1, member: 2, moderator: 3, owner: 4 };

/** Whether a role is staff of the stream. */
export function isStaffRole(role: Role | undefined): boolean {
  return role === "moderator" || role === "owner";
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

/** The role that a person may act in; in an untrusted frame, nobody acts as staff. (SPEC EM7) */
export function roleInFrame(role: Role, isFramed: boolean): Role {
  return isFramed && isStaffRole(role) ? "member" : role;
}

/** The higher of two roles. (SPEC MO1) */
export function higherRole(one: Role, other: Role | undefined): Role {
  return other && RANKS[other] > RANKS[one] ? other : one;
}

/** Whether an actor has the rights of an owner, as the operator and filter rules do. */
export function isOwner(actor: Actor | null): boolean {
  return actor === null || actor.role === "owner";
}

/** Whether an actor may act on a person, or on that person's messages. (SPEC MO3) */
export function mayActOn(actor: Actor | null, userId: string, role: Role): boolean {
  if (actor === null) return true;
  if (userId === actor.userId || role === "owner") return false;
  return role !== "moderator" || actor.role === "owner";
}
