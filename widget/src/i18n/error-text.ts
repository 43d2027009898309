import type { SendError } from "../client/index.ts";
import type { Texts } from "./en/en.ts";

/** Why something was refused, in the reader's language. */
export function errorText({ errors }: Texts, code: SendError): string {
  return (errors as Partial<Record<SendError, string>>)[code] ?? errors.other;
}
