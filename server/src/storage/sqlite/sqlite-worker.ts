import { parentPort, workerData } from "node:worker_threads";
import { StoreError } from "../../chat/store-error.ts";
import type { Storage } from "../storage.ts";
import { openSqlite, sqliteDialect } from "./open-sqlite.ts";
import type { Call, Reply } from "./worker-protocol.ts";

/* The database's own thread: here, and only here, a slow disk may hold everything up. */

const { path } = workerData as { path: string };
let opening: Promise<Storage> | undefined;

/** Opens the file on the first call, and again after it could not be opened. */
function open(): Promise<Storage> {
  opening ??= openSqlite(path).catch((error: unknown) => {
    opening = undefined;
    throw sqliteDialect.toStoreError(error);
  });
  return opening;
}

parentPort?.on("message", (call: Call) => {
  answer(call).then(
    (value) => reply({ id: call.id, ok: true, value }),
    (error: unknown) => reply(refusal(call.id, error)),
  );
});

async function answer({ target, method, args }: Call): Promise<unknown> {
  const storage = await open();
  const subject = storage[target] as unknown as Record<string, (...args: unknown[]) => unknown>;
  return subject[method]!(...args);
}

function refusal(id: number, error: unknown): Reply {
  const cause = error instanceof StoreError ? error.cause : error;
  const { message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  return {
    id,
    ok: false,
    ...(error instanceof StoreError && { storeCode: error.code }),
    message,
    ...(stack && { stack }),
  };
}

function reply(message: Reply): void {
  parentPort?.postMessage(message);
}
