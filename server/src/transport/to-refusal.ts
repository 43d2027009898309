import { randomUUID } from "node:crypto";
import { refuse, type Refusal } from "#protocol";
import { StoreError } from "../chat/ports/store-error.ts";
import { UnstorableText } from "../chat/text/unstorable-text.ts";
import type { Logger } from "./logger.ts";

/**
 * Turns whatever was thrown into what a client may know. (SPEC ER3, ER4, LOG7)
 *
 * The unforeseen goes into the log with an id, and out as nothing but that id.
 */
export function toRefusal(error: unknown, log: Logger): Refusal {
  if (error instanceof StoreError) {
    log.warn({ err: error.cause ?? error }, `refused: ${error.code}`);
    // Not all at the same moment, or the store has them all at once again.
    return refuse(error.code, { retryAfterMs: Math.round(1_000 * (1 + Math.random())) });
  }
  if (error instanceof UnstorableText) return refuse("bad-request");
  const id = randomUUID();
  log.error({ err: error, id }, "unforeseen error");
  return refuse("internal", { message: `Something went wrong on the server (${id}).` });
}
