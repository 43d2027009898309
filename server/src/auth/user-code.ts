import { randomInt } from "node:crypto";

const DIGITS = 9;
/** Digits in groups, as people and apps write them. */
const MAX_CHARS = 40;

/** A code that people read from one screen and type on another: digits, which every keyboard has. */
export function newUserCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");
}

/** The code in what somebody has typed or scanned. (SPEC SI12) */
export function parseUserCode(raw: unknown): string | undefined {
  if (typeof raw !== "string" || raw.length > MAX_CHARS) return undefined;
  // Japanese and Chinese keyboards write digits at full width.
  const code = raw.normalize("NFKC").replace(/[\s-]/g, "");
  return /^[0-9]{9}$/.test(code) ? code : undefined;
}
