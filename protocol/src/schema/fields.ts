import { LIMITS } from "../limits.ts";

/** Reads a field by its name; of what it inherits, nothing. */
export type Fields = (name: string) => unknown;

/** The own fields of an object, whatever it is; undefined for what is none. */
export function record(raw: unknown): Fields | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  return (name) => (Object.hasOwn(raw, name) ? (raw as Record<string, unknown>)[name] : undefined);
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * Whether it may be an id that this server gave: visible ASCII. What is not is nobody's id,
 * and a store might not even take it, such as NUL or half of a surrogate pair.
 */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{0,64}$/.test(value);
}

/** Whether it may be the id of a person, which tokens and other issuers make. */
export function isUserId(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.trim() !== "" &&
    value.length <= LIMITS.userIdChars &&
    !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(value)
  );
}
