import type { ErrorCode } from "./error-codes.ts";
import { sentenceOf } from "./error-sentences.ts";

export { isTokenRefusal, type ErrorCode, type TokenRefusal } from "./error-codes.ts";

/** A refusal on the wire, in an ack or as an `error` event. (SPEC ER1, ER2) */
export interface ChatError {
  code: ErrorCode;
  /** An English sentence that says what to do next; for developers and logs. */
  message: string;
  /** Whether the same request may succeed later without a change. */
  retryable: boolean;
  retryAfterMs?: number;
  /** The reason in the words of staff, for the person. (SPEC FI10) */
  reason?: string;
  /** The event that was refused; absent in acks. */
  event?: string;
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  "rate-limited",
  "slow-mode",
  "frozen",
  "account-too-new",
  "token-not-yet-valid",
  "server-busy",
  "store-unavailable",
  "store-busy",
  "store-full",
  "internal",
]);

/** Makes a refusal with the code's own sentence, or a more exact one. */
export function chatError(
  code: ErrorCode,
  more: { message?: string; retryAfterMs?: number; reason?: string } = {},
): ChatError {
  return { code, message: sentenceOf(code), retryable: RETRYABLE.has(code), ...more };
}
