import type { Me } from "#protocol";

/** Whether somebody looks after the stream. (SPEC MO3) */
export function isStaff(me: Pick<Me, "role"> | undefined): boolean {
  return me?.role === "moderator" || me?.role === "owner";
}
