import type { EntriesBatch, Entry, MessageEntry } from "#protocol";

/**
 * A message of somebody in shadow: a message to its author, and to everyone else a
 * tombstone, which leaves nothing to see. (SPEC HE6)
 *
 * It never leaves the server as it is: `toViewerEntry` says what one person is told.
 */
export interface ShadowedEntry {
  kind: "shadowed";
  seq: number;
  id: string;
  timestamp: number;
  message: MessageEntry;
}

/** An entry as the log holds it. */
export type LogEntry = Entry | ShadowedEntry;

/** Entries of one stream as the log holds them, one behind the other. */
export type LogBatch = Omit<EntriesBatch, "entries"> & { entries: LogEntry[] };

/** An entry as a person is told of it; without one, as everyone else is. */
export function toViewerEntry(entry: LogEntry, userId?: string): Entry {
  if (entry.kind !== "shadowed") return entry;
  if (entry.message.userId === userId) return entry.message;
  const { seq, id, timestamp } = entry;
  return { kind: "tombstone", seq, id, timestamp };
}

/** The message that an entry is to its author. */
export function messageOf(entry: LogEntry): MessageEntry | undefined {
  if (entry.kind === "message") return entry;
  return entry.kind === "shadowed" ? entry.message : undefined;
}
