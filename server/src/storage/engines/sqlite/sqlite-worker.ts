import { parentPort, workerData } from "node:worker_threads";
import { answerCall } from "../../remote/answer-call.ts";
import type { Call } from "../../remote/call.ts";
import type { Storage } from "../../storage.ts";
import { openSqlite, openSqliteForReading, sqliteDialect } from "./open-sqlite.ts";

/* A database's own thread: here, and only here, a slow disk may hold everything up. */

/** `file` names the one file that a reader may open: by then, another may be under its path. */
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

/** Opens the file on the first call, and again after it could not be opened. */
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
    // Nothing else is waited for here: the thread ends by itself.
    if (call.port === "log" && call.method === "close") parentPort?.close();
  });
});
