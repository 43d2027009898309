const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Makes a unique id for a message. (SPEC LOG3)
 *
 * Not `crypto.randomUUID`, which pages on plain http do not have.
 */
export function makeClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return Array.from(bytes, (byte) => ALPHABET[byte & 63]).join("");
}
