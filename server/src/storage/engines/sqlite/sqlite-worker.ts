import { parentPort, workerData } from "node:worker_threads";
import { answerCall } from "../../remote/answer-call.ts";
import type { Call } from "../../remote/storage-messages.ts";
import type { Storage } from "../../storage.ts";
import { openSqlite, openSqliteForReading, sqliteDialect } from "./open-sqlite.ts";

/* A database's own thread, the only one that a slow disk may block. */

/** `file` is the identity of the only file that a reader may open: the path may lead to another. */
export interface SqliteWorkerOptions {
  path: string;
  readOnly: boolean;
  file?: string | undefined;
}

const { path, readOnly, file } = workerData as SqliteWorkerOptions;
let opening: Promise<Storage> | undefined;

function openFile(): Promise<Storage> {
  if (readOnly) return openSqliteForReading(path, file);
  return openSqlite(path, (notice) => parentPort?.postMessage({ notice }));
}

/** Opens the file on the first call, and again after a failure. */
function open(): Promise<Storage> {
  opening ??= openFile().catch((error: unknown) => {
    opening = undefined;
    throw sqliteDialect.toStoreError(error);
  });
  return opening;
}

parentPort?.on("message", (call: Call) => {
  void answerCall(open, call).then((reply) => {
    parentPort?.postMessage(reply);
    // Nothing else keeps the thread alive, so it exits by itself.
    if (call.port === "log" && call.method === "close") parentPort?.close();
  });
});
