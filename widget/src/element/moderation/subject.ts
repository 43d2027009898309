import type { Me, MessageEntry, Person, Role } from "#protocol";

/** A target of staff actions, with or without a message. */
export interface Subject {
  readonly person: Person;
  readonly role: Role;
  readonly message?: { readonly id: string; readonly text: string };
}

/** Nobody can act on themselves or on owners, and only owners on moderators. (SPEC MO3) */
export function mayActOn(
  me: Me | undefined,
  { userId, role }: { readonly userId: string; readonly role: Role },
): boolean {
  if (!me || me.userId === userId || role === "owner") return false;
  return role !== "moderator" || me.role === "owner";
}

/** The author of a message, with the message. */
export function subjectOf({ id, message: text, role, ...author }: MessageEntry): Subject {
  const { userId, nickname, avatarUrl } = author;
  return {
    person: { userId, nickname, ...(avatarUrl && { avatarUrl }) },
    role,
    message: { id, text },
  };
}
