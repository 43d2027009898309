import { StoreError } from "../../../chat/ports/store-error.ts";

/** What Postgres says when it may have done what was asked, or may yet. */
const BUSY = /^(57014|40001|40P01|55P03|57P01|57P02|25P03|08006|08007)$/;
/** What it says, or the network, when it has done nothing. */
const UNAVAILABLE = /^(57P03|53300|53400|08\w{3}|28\w{3}|3D000|25006|E[A-Z]+)$/;
/** pg's own errors have no code, only sentences. */
const TIMED_OUT = /query read timeout|terminated|not queryable|aborted/i;
const NOT_CONNECTED = /timeout exceeded when trying to connect|connection timeout/i;

/** Turns an error of the Postgres driver into a `StoreError` where it is one. (SPEC LOG7) */
export function toStoreError(error: unknown): Error {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const options = { cause: error };
  if (code === "53100" || code === "53200") return new StoreError("store-full", options);
  if (BUSY.test(code) || TIMED_OUT.test(message)) return new StoreError("store-busy", options);
  if (UNAVAILABLE.test(code) || NOT_CONNECTED.test(message))
    return new StoreError("store-unavailable", options);
  return error instanceof Error ? error : new Error(String(error));
}
