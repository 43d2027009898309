import type { Person } from "#protocol";

/** A guest's claim without the address of a picture. (SPEC JR3) */
export function withoutAvatar<T extends Partial<Person>>(claim: T): Omit<T, "avatarUrl"> {
  const { avatarUrl: _, ...rest } = claim;
  return rest;
}

/**
 * A port whose answers have no guest's picture: not of those either who wrote while guests
 * were allowed some. Every viewer's browser would ask the host that a guest named. (SPEC JR3)
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

/** In place: what a port answers is nobody else's. */
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

/** What was appended just now came from people who join without pictures. */
function isJustAppended(value: object): boolean {
  return "outcome" in value && value.outcome !== "done";
}
