import { randomBytes } from "node:crypto";

/** An id that nobody can guess and no two entries share: 16 characters, 96 random bits. */
export function newId(): string {
  return randomBytes(12).toString("base64url");
}
