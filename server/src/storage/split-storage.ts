import type { Storage } from "./storage.ts";

/** What only reads, and may run beside commits. `ping` asks whether the writer answers. */
const READS: { [Target in keyof Storage]: readonly (keyof Storage[Target])[] } = {
  invitations: ["find", "listOf", "hasOwner"],
  log: ["readTail", "readEntries", "readHeads", "readMessages", "streamsWithTextsOf"],
  moderation: [
    "readPolicy",
    "readAudit",
    "searchAudit",
    "readSanctions",
    "searchSanctions",
    "readCard",
    "readReviewQueue",
    "readNews",
    "readStreams",
  ],
  secrets: [],
  sessions: ["find", "listOf", "endedSince"],
  staffNames: ["all"],
  webhooks: ["all", "streamsBehind", "readNext", "readTroubles"],
};

/** Reads that may go through much of the database. They are never left to the writer. */
const LONG_READS = new Set<unknown>([
  "streamsWithTextsOf",
  "readAudit",
  "searchAudit",
  "readSanctions",
  "searchSanctions",
  "readCard",
  "readReviewQueue",
  "readStreams",
]);

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
export function splitStorage(write: Storage, reader: StorageReader): Storage {
  const reads = new ReadRouter(write, reader);
  const close = async (): Promise<void> => {
    await Promise.all([reader.storage.log.close(), write.log.close()]);
  };
  const split = <Target extends keyof Storage>(target: Target): Storage[Target] => {
    const readNames = new Set<unknown>(READS[target]);
    const isLog = target === "log";
    return new Proxy(write[target], {
      get: (writer, name) => {
        if (isLog && name === "close") return close;
        if (readNames.has(name))
          return (...args: unknown[]) =>
            reads.run(name, (storage) => callMethod(storage[target], name, args));
        const method: unknown = Reflect.get(writer, name);
        return typeof method === "function" ? (method.bind(writer) as unknown) : method;
      },
    });
  };
  return {
    invitations: split("invitations"),
    log: split("log"),
    moderation: split("moderation"),
    secrets: split("secrets"),
    sessions: split("sessions"),
    staffNames: split("staffNames"),
    webhooks: split("webhooks"),
  };
}

class ReadRouter {
  readonly #write: Storage;
  readonly #reader: StorageReader;
  #inFlight = 0;
  #opening: Promise<void> | undefined;
  #isOpen = false;

  constructor(write: Storage, reader: StorageReader) {
    this.#write = write;
    this.#reader = reader;
  }

  async run(name: unknown, read: (storage: Storage) => Promise<unknown>): Promise<unknown> {
    this.#inFlight += 1;
    try {
      if (!this.#isOpen && (this.#inFlight > 1 || LONG_READS.has(name))) {
        const opening = this.#open();
        if (LONG_READS.has(name)) await opening;
      }
      return await read(this.#isOpen ? this.#reader.storage : this.#write);
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

function callMethod(target: object, name: string | symbol, args: unknown[]): Promise<unknown> {
  const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
  return method.apply(target, args);
}
