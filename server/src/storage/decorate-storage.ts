import { buildStorage, callStorage, type StorageMethod } from "./storage-methods.ts";
import type { Storage } from "./storage.ts";

/** Wraps each call of a storage: runs it, and may measure, limit or refuse it. */
export type AroundCall = <T>(method: StorageMethod, run: () => Promise<T>) => Promise<T>;

/** The same storage with a wrapper around each of its calls. */
export function decorateStorage(storage: Storage, around: AroundCall): Storage {
  return buildStorage(
    (method) =>
      (...args) =>
        around(method, () => callStorage(storage, method, args)),
  );
}
