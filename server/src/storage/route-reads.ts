import { buildStorage, callStorage, type StorageMethod } from "./storage-methods.ts";
import type { Storage } from "./storage.ts";

/** A second way to the same database, for reading alone. */
export interface StorageReader {
  storage: Storage;
  /** Opens it. Until it is open, the writer reads. */
  open: () => Promise<void>;
}

/**
 * One storage out of two ways to the same database: one for what only reads, and one for
 * everything else. What was committed by one is seen by the other from then on. (SPEC LOG11)
 *
 * The reader is opened when two reads are under way at once, or for one that may be long:
 * a second thread costs half a second of a core, which a quiet server need not pay.
 */
export function routeReads(writer: Storage, reader: StorageReader): Storage {
  const router = new ReadRouter(writer, reader);
  const close = async (): Promise<void> => {
    await Promise.all([reader.storage.log.close(), writer.log.close()]);
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

  /** Never rejects: where it cannot be opened now, the writer reads, and the next one tries. */
  #open(): Promise<void> {
    this.#opening ??= this.#reader.open().then(
      () => void (this.#isOpen = true),
      () => void (this.#opening = undefined),
    );
    return this.#opening;
  }
}
