import type { EntriesBatch, Entry, MessageEntry } from "#protocol";

/**
 * A message of a shadow-banned person: a message for its author, and a tombstone without content
 * for everyone else. (SPEC HE6)
 *
 * It never leaves the server as it is: `toViewerEntry` converts it for one viewer.
 */
export interface ShadowedEntry {
  kind: "shadowed";
  seq: number;
  id: string;
  timestamp: number;
  message: MessageEntry;
}

/** An entry as stored in the log. */
export type LogEntry = Entry | ShadowedEntry;

/** Consecutive entries of one stream, as stored in the log. */
export type LogBatch = Omit<EntriesBatch, "entries"> & { entries: LogEntry[] };

/** An entry as one person sees it; without a user id, as everyone else does. */
export function toViewerEntry(entry: LogEntry, userId?: string): Entry {
  if (entry.kind !== "shadowed") return entry;
  if (entry.message.userId === userId) return entry.message;
  const { seq, id, timestamp } = entry;
  return { kind: "tombstone", seq, id, timestamp };
}

/** The message that an entry is for its author. */
export function messageOf(entry: LogEntry): MessageEntry | undefined {
  if (entry.kind === "message") return entry;
  return entry.kind === "shadowed" ? entry.message : undefined;
}
