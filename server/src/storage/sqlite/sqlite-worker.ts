import { parentPort, workerData } from "node:worker_threads";
import { StoreError } from "../../chat/store-error.ts";
import { openSqlite } from "./open-sqlite.ts";
import type { Call, Reply } from "./worker-protocol.ts";

/* The database's own thread: here, and only here, a slow disk may hold everything up. */

const { path } = workerData as { path: string };
const opened = openSqlite(path);
// Whoever calls hears of it; until then it is nobody's unhandled rejection.
opened.catch(() => undefined);

parentPort?.on("message", (call: Call) => {
  answer(call).then(
    (value) => reply({ id: call.id, ok: true, value }),
    (error: unknown) => reply(refusal(call.id, error)),
  );
});

async function answer({ target, method, args }: Call): Promise<unknown> {
  const storage = await opened;
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
