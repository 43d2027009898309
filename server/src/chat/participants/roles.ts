import type { Role } from "#protocol";
import type { Actor } from "../ports/append-action.ts";

const RANKS: Record<Role, number> = { viewer: 0, guest: 1, member: 2, moderator: 3, owner: 4 };

/** Whether somebody of this role looks after the stream. */
export function isStaffRole(role: Role | undefined): boolean {
  return role === "moderator" || role === "owner";
}

/** What somebody of this role acts as: in a frame, nobody as staff. (SPEC EM7) */
export function roleInFrame(role: Role, isFramed: boolean): Role {
  return isFramed && isStaffRole(role) ? "member" : role;
}

/** The higher of two roles. (SPEC MO1) */
export function higherRole(one: Role, other: Role | undefined): Role {
  return other && RANKS[other] > RANKS[one] ? other : one;
}

/** Whether somebody does as an owner does; the operator and rules do. */
export function isOwner(actor: Actor | null): boolean {
  return actor === null || actor.role === "owner";
}

/** Whether somebody may act on a person, or on what that person wrote. (SPEC MO3) */
export function mayActOn(actor: Actor | null, userId: string, role: Role): boolean {
  if (actor === null) return true;
  if (userId === actor.userId || role === "owner") return false;
  return role !== "moderator" || actor.role === "owner";
}
