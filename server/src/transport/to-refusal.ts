import { randomUUID } from "node:crypto";
import { refuse, type Refusal } from "#protocol";
import { StoreError } from "../chat/ports/store-error.ts";
import { UnstorableText } from "../chat/text/refuse-unstorable-text.ts";
import type { Logger } from "./logger.ts";

/**
 * Converts an error into a refusal that a client may see. (SPEC ER3, ER4, LOG7)
 *
 * Unexpected errors are logged under an id, and only the id is sent.
 */
export function toRefusal(error: unknown, log: Logger): Refusal {
  if (error instanceof StoreError) {
    log.warn({ err: error.cause ?? error }, `refused: ${error.code}`);
    // Random, so that the clients do not all retry at the same moment.
    return refuse(error.code, { retryAfterMs: Math.round(1_000 * (1 + Math.random())) });
  }
  if (error instanceof UnstorableText) return refuse("bad-request");
  const id = randomUUID();
  log.error({ err: error, id }, "unforeseen error");
  return refuse("internal", { message: `Something went wrong on the server (${id}).` });
}
