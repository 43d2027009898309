import { StoreError } from "../../../chat/ports/store-error.ts";

/** Codes after which the request may have taken effect, or still may. */
const BUSY = /^(57014|40001|40P01|55P03|57P01|57P02|25P03|08006|08007)$/;
/** Codes of Postgres and the network after which the request had no effect. */
const UNAVAILABLE = /^(57P03|53300|53400|08\w{3}|28\w{3}|3D000|25006|E[A-Z]+|EAI_[A-Z]+)$/;
/** Errors of pg itself have no code, only a message. */
const TIMED_OUT = /query read timeout|terminated|not queryable|aborted/i;
const NOT_CONNECTED = /timeout exceeded when trying to connect|connection timeout/i;

/** Whether pg gave up waiting for the database; a time-out that the database tells has a code. */
export function hasTimedOut(error: unknown): boolean {
  return error instanceof Error && !("code" in error) && /timeout/i.test(error.message);
}

/** Converts an error of the Postgres driver into a `StoreError` if it is one. (SPEC LOG7) */
export function toStoreError(error: unknown): Error {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const options = { cause: error };
  if (code === "53100" || code === "53200") return new StoreError("store-full", options);
  if (BUSY.test(code) || TIMED_OUT.test(message)) return new StoreError("store-busy", options);
  if (UNAVAILABLE.test(code) || NOT_CONNECTED.test(message))
    return new StoreError("store-unavailable", options);
  return error instanceof Error ? error : new Error(String(error));
}
