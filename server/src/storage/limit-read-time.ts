import { StoreError } from "../chat/ports/store-error.ts";
import { decorateStorage } from "./storage-methods.ts";
import type { Storage } from "./storage.ts";

/**
 * Limits the duration of the log's reads: after it they fail as `store-busy`. (SPEC LOG7)
 *
 * Appends have their own timeout, which knows whether they were started.
 */
export function limitReadTime(storage: Storage, timeoutMs: number): Storage {
  return decorateStorage(storage, ({ port, kind }, run) =>
    port === "log" && (kind === "read" || kind === "probe") ? inTime(run(), timeoutMs) : run(),
  );
}

function inTime<T>(read: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new StoreError("store-busy")), timeoutMs);
    read.then(resolve, reject).finally(() => clearTimeout(deadline));
  });
}
