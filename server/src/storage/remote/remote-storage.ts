import type { Storage } from "../storage.ts";
import type { StorageCaller } from "./storage-caller.ts";

/** A storage in another thread or process, with the same contract. */
export function remoteStorage(caller: StorageCaller, close: () => Promise<void>): Storage {
  return {
    invitations: {
      add: (...args) => caller.call("invitations", "add", ...args),
      putOwners: (...args) => caller.call("invitations", "putOwners", ...args),
      find: (id) => caller.call("invitations", "find", id),
      use: (...args) => caller.call("invitations", "use", ...args),
      listOf: (streamId) => caller.call("invitations", "listOf", streamId),
      revoke: (...args) => caller.call("invitations", "revoke", ...args),
      hasOwner: () => caller.call("invitations", "hasOwner"),
      deleteExpiredBefore: (ms) => caller.call("invitations", "deleteExpiredBefore", ms),
    },
    log: {
      append: (batch) => caller.call("log", "append", batch),
      readTail: (...args) => caller.call("log", "readTail", ...args),
      readEntries: (...args) => caller.call("log", "readEntries", ...args),
      readHeads: (streamIds) => caller.call("log", "readHeads", streamIds),
      readMessages: (...args) => caller.call("log", "readMessages", ...args),
      streamsWithTextsOf: (userId) => caller.call("log", "streamsWithTextsOf", userId),
      trim: (...args) => caller.call("log", "trim", ...args),
      moveMark: (move) => caller.call("log", "moveMark", move),
      ping: () => caller.call("log", "ping"),
      close,
    },
    moderation: {
      readPolicy: (...args) => caller.call("moderation", "readPolicy", ...args),
      readAudit: (read) => caller.call("moderation", "readAudit", read),
      searchAudit: (search) => caller.call("moderation", "searchAudit", search),
      searchSanctions: (search) => caller.call("moderation", "searchSanctions", search),
      readSanctions: (read) => caller.call("moderation", "readSanctions", read),
      readCard: (...args) => caller.call("moderation", "readCard", ...args),
      readReviewQueue: (streamId) => caller.call("moderation", "readReviewQueue", streamId),
      report: (report) => caller.call("moderation", "report", report),
      readNews: (streamId) => caller.call("moderation", "readNews", streamId),
      recordVisit: (...args) => caller.call("moderation", "recordVisit", ...args),
      setListed: (...args) => caller.call("moderation", "setListed", ...args),
      readStreams: (read) => caller.call("moderation", "readStreams", read),
      eraseDeleted: () => caller.call("moderation", "eraseDeleted"),
      deleteExpired: (...args) => caller.call("moderation", "deleteExpired", ...args),
    },
    secrets: {
      getOrCreate: (...args) => caller.call("secrets", "getOrCreate", ...args),
    },
    sessions: {
      create: (session) => caller.call("sessions", "create", session),
      find: (id) => caller.call("sessions", "find", id),
      rotate: (...args) => caller.call("sessions", "rotate", ...args),
      listOf: (userId) => caller.call("sessions", "listOf", userId),
      end: (id) => caller.call("sessions", "end", id),
      endOf: (...args) => caller.call("sessions", "endOf", ...args),
      endAll: () => caller.call("sessions", "endAll"),
      endedSince: (ms) => caller.call("sessions", "endedSince", ms),
      deleteUnusedSince: (ms) => caller.call("sessions", "deleteUnusedSince", ms),
      deleteEndedBefore: (ms) => caller.call("sessions", "deleteEndedBefore", ms),
    },
    staffNames: {
      reserve: (name) => caller.call("staffNames", "reserve", name),
      release: (...args) => caller.call("staffNames", "release", ...args),
      all: (seenSinceMs) => caller.call("staffNames", "all", seenSinceMs),
      deleteUnseenSince: (ms) => caller.call("staffNames", "deleteUnseenSince", ms),
    },
    webhooks: {
      all: () => caller.call("webhooks", "all"),
      put: (webhook) => caller.call("webhooks", "put", webhook),
      delete: (id) => caller.call("webhooks", "delete", id),
      streamsBehind: (...args) => caller.call("webhooks", "streamsBehind", ...args),
      claim: (...args) => caller.call("webhooks", "claim", ...args),
      readNext: (...args) => caller.call("webhooks", "readNext", ...args),
      advance: (...args) => caller.call("webhooks", "advance", ...args),
      fail: (...args) => caller.call("webhooks", "fail", ...args),
      readTroubles: (...args) => caller.call("webhooks", "readTroubles", ...args),
      resume: (webhookId) => caller.call("webhooks", "resume", webhookId),
    },
  };
}
