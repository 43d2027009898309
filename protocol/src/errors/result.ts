import { chatError, type ChatError, type ErrorCode } from "./errors.ts";

/** The result of a request, or its refusal. */
export type Result<T> = { ok: true; value: T } | Refusal;
export type Refusal = { ok: false; error: ChatError };

export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse(
  code: ErrorCode,
  more?: { message?: string; retryAfterMs?: number; reason?: string },
): Refusal {
  return { ok: false, error: chatError(code, more) };
}
