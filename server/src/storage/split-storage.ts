import type { Storage } from "./storage.ts";

/** What only reads, and may run beside commits. `ping` asks whether the writer answers. */
const READS: { [Target in keyof Storage]: readonly (keyof Storage[Target])[] } = {
  log: ["readTail", "readEntries", "readHeads", "readMessages", "streamsOf"],
  moderation: [
    "readPolicy",
    "readAudit",
    "searchAudit",
    "readSanctions",
    "searchSanctions",
    "readCard",
    "readQueue",
    "readNews",
    "readStreams",
  ],
  secrets: [],
  sessions: ["find", "listOf", "endedSince"],
  staffNames: ["all"],
  webhooks: ["all", "behind", "read", "troubles"],
};

/**
 * One storage out of two ways to the same database: one for what only reads, and one for
 * everything else. What was committed by one is seen by the other from then on. (SPEC LOG11)
 */
export function splitStorage(write: Storage, read: Storage): Storage {
  const close = async (): Promise<void> => {
    await Promise.all([read.log.close(), write.log.close()]);
  };
  const split = <Target extends keyof Storage>(target: Target): Storage[Target] => {
    const reads = new Set<unknown>(READS[target]);
    const isLog = target === "log";
    return new Proxy(write[target], {
      get: (_writer, name) => {
        if (isLog && name === "close") return close;
        const subject = reads.has(name) ? read[target] : write[target];
        const method: unknown = Reflect.get(subject, name);
        return typeof method === "function" ? (method.bind(subject) as unknown) : method;
      },
    });
  };
  return {
    log: split("log"),
    moderation: split("moderation"),
    secrets: split("secrets"),
    sessions: split("sessions"),
    staffNames: split("staffNames"),
    webhooks: split("webhooks"),
  };
}
