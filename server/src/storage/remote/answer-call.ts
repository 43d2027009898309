import { StoreError } from "../../chat/store-error.ts";
import { UnstorableText } from "../../chat/unstorable-text.ts";
import type { Storage } from "../storage.ts";
import type { Call, Reply } from "./call.ts";

/** Does what a call asks for, and tells what came of it; never rejects. */
export async function answerCall(
  open: () => Promise<Storage>,
  { id, target, method, args }: Call,
): Promise<Reply> {
  try {
    const storage = await open();
    const subject = storage[target] as unknown as Record<string, (...args: unknown[]) => unknown>;
    return { id, ok: true, value: await subject[method]!(...args) };
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
