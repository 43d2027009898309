import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Reply } from "../../remote/storage-messages.ts";
import { remoteStorage } from "../../remote/remote-storage.ts";
import { routeReads } from "../../route-reads.ts";
import { StorageCaller } from "../../remote/storage-caller.ts";
import { StoreError } from "../../../chat/ports/store-error.ts";
import type { Storage } from "../../storage.ts";
import { fileIdentity } from "./file-watch.ts";
import { prepareSqliteFile } from "./prepare-sqlite-file.ts";
import type { SqliteWorkerOptions } from "./sqlite-worker.ts";

/**
 * Opens a SQLite log in its own threads, so that a slow disk delays commits and nothing else.
 * (docs/decisions/0002-sqlite-in-a-worker.md)
 *
 * One thread writes. The other, started on demand, reads, so commits never wait for reads.
 * (SPEC LOG11)
 */
export async function openSqliteInWorker(
  path: string,
  notify: (notice: string) => void = () => undefined,
): Promise<Storage> {
  // Checked in this thread as well, so that a failure is reported as the sentence it is.
  const { disk } = prepareSqliteFile(path);
  if (!disk.stableInodes)
    notify(
      `${path} is on a disk (${disk.name}) that may not keep SQLite's promises: ` +
        "a disk of this machine, or a Postgres, would.",
    );
  // Without stable inode numbers, any file at the path counts as the same.
  const file = disk.stableInodes ? fileIdentity(path) : undefined;
  const writer = new DatabaseThread({ path, readOnly: false }, notify);
  const reader = new DatabaseThread({ path, readOnly: true, file }, notify);
  const write = remoteStorage(writer.caller, () => writer.close());
  const read = remoteStorage(reader.caller, () => reader.close());
  try {
    // Migrates the file; until then there is nothing to read.
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
    // A call after `close` would start another thread, which nobody closes.
    if (this.#closing) throw new StoreError("store-unavailable");
    // Started on the first call, and again after a crash: all data is in the file.
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
   * Lets the thread finish its calls and exit: terminating it inside SQLite could crash the
   * process. If the disk hangs, the thread is abandoned; committed data is safe.
   */
  close(): Promise<void> {
    if (this.#worker && !this.#closing)
      // If it could not open its file, it has nothing to close.
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
    // A thread that is still loading exits once it reads the message.
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
