import { buildStorage } from "../storage-methods.ts";
import type { Storage } from "../storage.ts";
import type { StorageCaller } from "./storage-caller.ts";

/** A storage in another thread or process, with the same contract. */
export function remoteStorage(caller: StorageCaller, close: () => Promise<void>): Storage {
  return buildStorage(({ port, method, kind }) =>
    kind === "close" ? close : (...args) => caller.call(port, method, args),
  );
}
