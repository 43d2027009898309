import type { Me } from "#protocol";

/** Whether a person is staff of the stream. (SPEC MO3) */
export function isStaff(me: Pick<Me, "role"> | undefined): boolean {
  return me?.role === "moderator" || me?.role === "owner";
}
