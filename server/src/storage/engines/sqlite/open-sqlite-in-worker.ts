import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Reply } from "../../remote/call.ts";
import { remoteStorage } from "../../remote/remote-storage.ts";
import { routeReads } from "../../route-reads.ts";
import { StorageCaller } from "../../remote/storage-caller.ts";
import { StoreError } from "../../../chat/ports/store-error.ts";
import type { Storage } from "../../storage.ts";
import { fileIdentity } from "./file-watch.ts";
import { prepareSqliteFile } from "./prepare-sqlite-file.ts";
import type { SqliteWorkerOptions } from "./sqlite-worker.ts";

/**
 * Opens a SQLite log in threads of its own, so that a slow disk delays commits and
 * nothing else. (docs/decisions/0002-sqlite-in-a-worker.md)
 *
 * One writes, the other one, started when it is needed, reads: however much is read, no
 * commit waits for it. (SPEC LOG11)
 */
export async function openSqliteInWorker(
  path: string,
  notify: (notice: string) => void = () => undefined,
): Promise<Storage> {
  // Here as well, so that a fault is told as the sentence it is.
  const { disk } = prepareSqliteFile(path);
  if (!disk.stableInodes)
    notify(
      `${path} is on a disk (${disk.name}) that may not keep SQLite's promises: ` +
        "a disk of this machine, or a Postgres, would.",
    );
  // Where files have no numbers of their own, any file under the path is taken for the same.
  const file = disk.stableInodes ? fileIdentity(path) : undefined;
  const writer = new DatabaseThread({ path, readOnly: false }, notify);
  const reader = new DatabaseThread({ path, readOnly: true, file }, notify);
  const write = remoteStorage(writer.caller, () => writer.close());
  const read = remoteStorage(reader.caller, () => reader.close());
  try {
    // Brings the file up to date; until then, there is nothing to read.
    await write.log.ping();
  } catch (error) {
    await writer.close();
    throw error;
  }
  return routeReads(write, { storage: read, open: () => read.log.ping() });
}

const CLOSE_PATIENCE_MS = 2_000;
const START_PATIENCE_MS = 8_000;

class DatabaseThread {
  readonly caller = new StorageCaller((call) => {
    // What is asked behind the end would begin another thread, which nobody closes.
    if (this.#closing) throw new StoreError("store-unavailable");
    // Started on the first call, and again if it has died: what it held is in the file.
    this.#worker ??= this.#start();
    this.#worker.postMessage(call);
  });
  readonly #options: SqliteWorkerOptions;
  readonly #notify: (notice: string) => void;
  #worker: Worker | undefined;
  #hasStarted = false;
  #closing: Promise<void> | undefined;

  constructor(options: SqliteWorkerOptions, notify: (notice: string) => void) {
    this.#options = options;
    this.#notify = notify;
  }

  /**
   * Has it finish what it has begun and end by itself: to terminate a thread in the middle of
   * SQLite may end the process. Where the disk hangs, it is left: what is committed is safe.
   */
  close(): Promise<void> {
    if (this.#worker && !this.#closing)
      // One that could not open its file has nothing to close.
      this.caller.call("log", "close", []).catch(() => undefined);
    return (this.#closing ??= this.#end());
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    const patienceMs = this.#hasStarted ? CLOSE_PATIENCE_MS : START_PATIENCE_MS;
    const patience = delay(patienceMs, "hangs" as const, { ref: false });
    if ((await Promise.race([exited, patience])) !== "hangs") return;
    this.#worker = undefined;
    // One that still loads ends as soon as it can read that it is to.
    if (this.#hasStarted) await worker.terminate();
    else worker.unref();
  }

  #start(): Worker {
    const fromSource = import.meta.url.endsWith(".ts");
    const file = fromSource ? "./sqlite-worker.ts" : "./sqlite-worker.js";
    this.#hasStarted = false;
    const worker = new Worker(new URL(file, import.meta.url), {
      workerData: this.#options,
      execArgv: fromSource ? ["--conditions=live-chat-source"] : [],
    });
    worker.on("message", (said: Reply | { notice: string }) => {
      this.#hasStarted = true;
      if ("notice" in said) this.#notify(said.notice);
      else this.caller.settle(said);
    });
    worker.on("error", (error) => this.#abandon(worker, error));
    worker.on("exit", () => this.#abandon(worker));
    return worker;
  }

  #abandon(worker: Worker, cause?: unknown): void {
    if (this.#worker && this.#worker !== worker) return;
    this.#worker = undefined;
    this.caller.abandon(cause);
  }
}
