import { parentPort, workerData } from "node:worker_threads";
import { answerCall } from "../remote/answer-call.ts";
import type { Call } from "../remote/call.ts";
import type { Storage } from "../storage.ts";
import { openSqlite, sqliteDialect } from "./open-sqlite.ts";

/* The database's own thread: here, and only here, a slow disk may hold everything up. */

const { path } = workerData as { path: string };
let opening: Promise<Storage> | undefined;

/** Opens the file on the first call, and again after it could not be opened. */
function open(): Promise<Storage> {
  opening ??= openSqlite(path, (notice) => parentPort?.postMessage({ notice })).catch(
    (error: unknown) => {
      opening = undefined;
      throw sqliteDialect.toStoreError(error);
    },
  );
  return opening;
}

parentPort?.on("message", (call: Call) => {
  void answerCall(open, call).then((reply) => parentPort?.postMessage(reply));
});
