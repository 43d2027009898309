import type { Refusal } from "#protocol";
import type { Response } from "express";
import { statusOf } from "./schemas/refusal-schema.ts";

/** Answers with a refusal: its status, and when to retry. (SPEC AD6) */
export function writeRefusal(response: Response, refusal: Refusal, status?: number): void {
  const { code, retryAfterMs } = refusal.error;
  if (retryAfterMs !== undefined)
    response.set("Retry-After", String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
  const answered = status ?? statusOf(code);
  if (answered === 401) response.set("WWW-Authenticate", "Bearer");
  response.status(answered).json(refusal);
}
