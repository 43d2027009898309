import type { Person } from "#protocol";

/** A guest's claim without the avatar URL. (SPEC JR3) */
export function withoutAvatar<T extends Partial<Person>>(claim: T): Omit<T, "avatarUrl"> {
  const { avatarUrl: _, ...rest } = claim;
  return rest;
}

/**
 * Wraps a port so that its results contain no guest's avatar, not even of guests who wrote while
 * avatars were allowed. Otherwise every viewer's browser would request a host that a guest chose.
 * (SPEC JR3)
 */
export function withoutGuestAvatars<T extends object>(port: T): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(member, target, args);
        return answer instanceof Promise ? answer.then(dropGuestAvatars) : answer;
      };
    },
  });
}

/** Modifies in place, because nobody else holds the port's result. */
function dropGuestAvatars<T>(value: T): T {
  if (Array.isArray(value)) value.forEach(dropGuestAvatars);
  else if (typeof value === "object" && value !== null && !isJustAppended(value)) {
    const fields = value as { userId?: unknown; avatarUrl?: unknown };
    if (typeof fields.userId === "string" && fields.userId.startsWith("guest:"))
      delete fields.avatarUrl;
    Object.values(value).forEach(dropGuestAvatars);
  }
  return value;
}

/** Appended just now, by people who joined without avatars. */
function isJustAppended(value: object): boolean {
  return "outcome" in value && value.outcome !== "done";
}
