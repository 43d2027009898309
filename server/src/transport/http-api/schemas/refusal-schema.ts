import type { ErrorCode } from "#protocol";
import { z } from "zod";
import { registerSchema } from "./registry.ts";

/** HTTP status by error code; the default is 400. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  "sign-in-required": 401,
  "invalid-token": 401,
  "token-expired": 401,
  "token-not-yet-valid": 401,
  forbidden: 403,
  "not-found": 404,
  "unknown-stream": 404,
  conflict: 409,
  "stream-ended": 409,
  "rate-limited": 429,
  "slow-mode": 429,
  "server-busy": 503,
  "store-unavailable": 503,
  "store-busy": 503,
  "store-full": 503,
  internal: 500,
};

/** The HTTP status of a refusal. (SPEC AD6) */
export function statusOf(code: ErrorCode): number {
  return STATUSES[code] ?? 400;
}

export const refusal = registerSchema(
  "Refusal",
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.string().describe("The reason as a code; this is the contract."),
      message: z.string().describe("An English sentence that says what to do next."),
      retryable: z.boolean(),
      retryAfterMs: z.number().exactOptional(),
    }),
  }),
);
