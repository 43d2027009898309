import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { MessageLog, SecretStore, SessionStore, StaffNameStore } from "../../chat/ports.ts";
import { StoreError } from "../../chat/store-error.ts";
import type { Storage } from "../storage.ts";
import type { Call, Reply } from "./worker-protocol.ts";

/**
 * Opens a SQLite log in a thread of its own, so that a slow disk delays commits and
 * nothing else. (docs/decisions/0002-sqlite-in-a-worker.md)
 */
export async function openSqliteInWorker(path: string): Promise<Storage> {
  const thread = new DatabaseThread(path);
  const log: MessageLog = {
    append: (batch) => thread.call("log", "append", batch),
    readTail: (...args) => thread.call("log", "readTail", ...args),
    readEntries: (...args) => thread.call("log", "readEntries", ...args),
    readHeads: (streamIds) => thread.call("log", "readHeads", streamIds),
    readMessages: (...args) => thread.call("log", "readMessages", ...args),
    streamsOf: (...args) => thread.call("log", "streamsOf", ...args),
    trim: (...args) => thread.call("log", "trim", ...args),
    ping: () => thread.call("log", "ping"),
    close: () => thread.close(),
  };
  const secrets: SecretStore = {
    keep: (...args) => thread.call("secrets", "keep", ...args),
  };
  const sessions: SessionStore = {
    create: (...args) => thread.call("sessions", "create", ...args),
    find: (...args) => thread.call("sessions", "find", ...args),
    stillOpen: (ids) => thread.call("sessions", "stillOpen", ids),
    rotate: (...args) => thread.call("sessions", "rotate", ...args),
    delete: (...args) => thread.call("sessions", "delete", ...args),
    deleteUnusedSince: (...args) => thread.call("sessions", "deleteUnusedSince", ...args),
  };
  const staffNames: StaffNameStore = {
    keep: (...args) => thread.call("staffNames", "keep", ...args),
    all: () => thread.call("staffNames", "all"),
  };
  try {
    await log.ping();
  } catch (error) {
    await thread.end();
    throw error;
  }
  return { log, secrets, sessions, staffNames };
}

const CLOSE_PATIENCE_MS = 2_000;

interface Pending {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

class DatabaseThread {
  readonly #path: string;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(path: string) {
    this.#path = path;
  }

  call<T extends keyof Storage, M extends keyof Storage[T] & string>(
    target: T,
    method: M,
    ...args: Storage[T][M] extends (...args: infer A) => unknown ? A : never
  ): Storage[T][M] extends (...args: never) => infer R ? R : never {
    const id = ++this.#lastId;
    const result = new Promise<never>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      // Started again if it has died: what it held is in the file.
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, target, method, args } as Call);
    });
    return result as ReturnType<typeof this.call<T, M>>;
  }

  /** Lets it finish what it has begun, unless the disk hangs: what is committed is safe either way. */
  async close(): Promise<void> {
    if (this.#worker) await Promise.race([this.call("log", "close"), delay(CLOSE_PATIENCE_MS)]);
    await this.end();
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const fromSource = import.meta.url.endsWith(".ts");
    const file = fromSource ? "./sqlite-worker.ts" : "./sqlite-worker.js";
    const worker = new Worker(new URL(file, import.meta.url), {
      workerData: { path: this.#path },
      execArgv: fromSource ? ["--conditions=live-chat-source"] : [],
    });
    worker.on("message", (reply: Reply) => this.#settle(reply));
    worker.on("error", (error) => this.#abandon(worker, error));
    worker.on("exit", () => this.#abandon(worker));
    return worker;
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.ok) pending?.resolve(reply.value as never);
    else pending?.reject(toError(reply));
  }

  /** Whoever waits for a thread that died cannot know what became of their request. */
  #abandon(worker: Worker, cause?: unknown): void {
    if (this.#worker && this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values())
      reject(new StoreError("store-busy", { cause }));
    this.#pending.clear();
  }
}

function toError({ storeCode, message, stack }: Extract<Reply, { ok: false }>): Error {
  const cause = new Error(message);
  if (stack) cause.stack = stack;
  return storeCode ? new StoreError(storeCode as StoreError["code"], { cause }) : cause;
}
