import { LIMITS } from "../limits.ts";

/**
 * Whether it may be an id that this server gave: visible ASCII. What is not is nobody's id,
 * and a store might not even take it, such as NUL or half of a surrogate pair.
 */
export function isServerId(value: unknown): value is string {
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
