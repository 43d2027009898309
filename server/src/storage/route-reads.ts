import { buildStorage, callStorage, type StorageMethod } from "./storage-methods.ts";
import type { Storage } from "./storage.ts";

/** A second, read-only interface to the same database. */
export interface StorageReader {
  storage: Storage;
  /** Opens it. Until it is open, the writer serves reads. */
  open: () => Promise<void>;
}

/**
 * Combines two interfaces to one database: one for reads, and one for everything else. Reads see
 * everything committed before them. (SPEC LOG11)
 *
 * The reader is opened when two reads run at once, or for a read that may be long: a second thread
 * costs half a second of a core, which a quiet server can save.
 */
export function routeReads(writer: Storage, reader: StorageReader): Storage {
  const router = new ReadRouter(writer, reader);
  const close = async (): Promise<void> => {
    // Not at once: SQLite takes its journal back with the last connection, and of two that close at
    // the same time each may find the other still there.
    try {
      await reader.storage.log.close();
    } finally {
      await writer.log.close();
    }
  };
  return buildStorage((method) => {
    switch (method.kind) {
      case "read":
      case "long-read":
        return (...args) => router.run(method, args);
      case "close":
        return close;
      default:
        return (...args) => callStorage(writer, method, args);
    }
  });
}

class ReadRouter {
  readonly #writer: Storage;
  readonly #reader: StorageReader;
  #inFlight = 0;
  #opening: Promise<void> | undefined;
  #isOpen = false;

  constructor(writer: Storage, reader: StorageReader) {
    this.#writer = writer;
    this.#reader = reader;
  }

  async run(method: StorageMethod, args: readonly unknown[]): Promise<unknown> {
    const isLong = method.kind === "long-read";
    this.#inFlight += 1;
    try {
      if (!this.#isOpen && (this.#inFlight > 1 || isLong)) {
        const opening = this.#open();
        if (isLong) await opening;
      }
      return await callStorage(this.#isOpen ? this.#reader.storage : this.#writer, method, args);
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Never rejects: on failure the writer serves the read, and the next read tries again. */
  #open(): Promise<void> {
    this.#opening ??= this.#reader.open().then(
      () => void (this.#isOpen = true),
      () => void (this.#opening = undefined),
    );
    return this.#opening;
  }
}
