import type { PendingMessage, SendError } from "../client/index.ts";
import type { Texts } from "./en/en.ts";

/** The text of an error code, in the reader's language. */
export function errorText({ errors }: Texts, code: SendError | "other"): string {
  return (errors as Partial<Record<SendError | "other", string>>)[code] ?? errors.other;
}

/** Why a message was not sent: in the words of staff, if there are any. */
export function failureText({ reason, error }: PendingMessage, texts: Texts): string {
  return reason ?? errorText(texts, error ?? "other");
}
