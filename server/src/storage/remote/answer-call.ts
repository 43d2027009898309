import { StoreError } from "../../chat/ports/store-error.ts";
import { UnstorableText } from "../../chat/text/refuse-unstorable-text.ts";
import { callStorage } from "../storage-methods.ts";
import type { Storage } from "../storage.ts";
import type { Call, Reply } from "./storage-messages.ts";

/** Performs a call, and returns its outcome; never rejects. */
export async function answerCall(open: () => Promise<Storage>, call: Call): Promise<Reply> {
  const { id, args } = call;
  try {
    return { id, ok: true, value: await callStorage(await open(), call, args) };
  } catch (error) {
    return refusal(id, error);
  }
}

function refusal(id: number, error: unknown): Reply {
  const cause = error instanceof StoreError ? error.cause : error;
  const { message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  return {
    id,
    ok: false,
    ...(error instanceof StoreError && { storeCode: error.code }),
    ...(error instanceof UnstorableText && { unstorable: true as const }),
    message,
    ...(stack && { stack }),
  };
}
