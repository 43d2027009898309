import { LIMITS } from "../limits.ts";

/**
 * Whether it may be an id created by this server: visible ASCII. Other texts are nobody's id, and
 * stores might refuse them, such as NUL or half of a surrogate pair.
 */
export function isServerId(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{0,64}$/.test(value);
}

/** Whether it may be the id of a person, which tokens and other issuers create. */
export function isUserId(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.trim() !== "" &&
    value.length <= LIMITS.userIdChars &&
    !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(value)
  );
}
