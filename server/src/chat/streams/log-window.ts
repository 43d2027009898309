import type { ChatMessage, MessageEntry, Pin, Position, TombstoneEntry } from "#protocol";
import { toViewerEntry, messageOf, type LogEntry } from "../ports/log-entry.ts";

/** The contiguous end of a stream's log that is kept in memory. */
export class LogWindow {
  #entries: LogEntry[] = [];
  /**
   * Number of entries seen that may quote others; while it is 0, the search for quotes is skipped.
   */
  #quotes = 0;

  get head(): LogEntry | undefined {
    return this.#entries.at(-1);
  }

  /** The seq of the oldest entry here; 1 when the log is empty, because nothing precedes it. */
  get floor(): number {
    return this.#entries[0]?.seq ?? 1;
  }

  at(seq: number): LogEntry | undefined {
    return this.#entries[seq - this.floor];
  }

  /** Whether all entries after this seq are here. */
  reaches(seq: number): boolean {
    return seq >= this.floor - 1;
  }

  after(seq: number): LogEntry[] {
    return this.#entries.slice(Math.max(0, seq + 1 - this.floor));
  }

  /** Whether the client's last entry is part of this log. (SPEC LOG4) */
  holds({ seq, id }: Position): boolean {
    return seq === 0 || this.at(seq)?.id === id;
  }

  append(entries: readonly LogEntry[]): void {
    const first = entries[0];
    // A gap means that entries were trimmed from the log; a window must be contiguous.
    if (first && this.head && first.seq !== this.head.seq + 1) this.#entries = [];
    for (const entry of entries) {
      this.#apply(entry);
      // Restored messages are no longer in memory: they are read from the store again. (SPEC EN9)
      if (entry.kind === "restoration") this.#entries = [];
      if (entry.kind === "restoration" || entry.kind === "pin") this.#quotes += 1;
      this.#entries.push(entry);
    }
  }

  /**
   * Adds older entries, as the store had them when the head was `asOfSeq`; entries that do not
   * connect to the floor are left out.
   */
  prepend(older: readonly LogEntry[], asOfSeq: number): void {
    const floor = this.floor;
    const joining = older.filter((entry) => entry.seq < floor);
    if (joining.at(-1)?.seq !== floor - 1) return;
    this.#entries = [...joining, ...this.#entries];
    this.#quotes += joining.filter(({ kind }) => kind === "restoration" || kind === "pin").length;
    // The store has already applied older changes, which later ones may have undone.
    for (const entry of this.after(asOfSeq)) this.#apply(entry);
  }

  /** Older entries, read when the head was `asOfSeq`, without texts removed since. (SPEC LOG5) */
  withRemovals(entries: LogEntry[], asOfSeq: number): LogEntry[] {
    const older = new LogWindow();
    older.#entries = entries;
    older.#quotes = 1;
    for (const entry of this.after(asOfSeq)) older.#apply(entry);
    return older.#entries;
  }

  /** Older messages, read when the head was `asOfSeq`, without those removed since. (SPEC LOG5) */
  withoutRemoved(messages: readonly ChatMessage[], asOfSeq: number): ChatMessage[] {
    const removed = new Set<string>();
    const purged = new Set<string>();
    for (const entry of this.after(asOfSeq)) {
      if (entry.kind === "clear") return [];
      if (entry.kind === "removal") removed.add(entry.messageId);
      if (entry.kind === "purge") purged.add(entry.userId);
    }
    return messages.filter(({ id, userId }) => !removed.has(id) && !purged.has(userId));
  }

  /**
   * Keeps the newest `count` entries, with a tolerance of a tenth so that not every append copies.
   */
  trim(count: number): void {
    const surplus = this.#entries.length - count;
    if (surplus > count / 10) this.#entries.splice(0, surplus);
  }

  /** The newest messages here that a person sees, at most `limit`, oldest first. */
  messages(streamId: string, limit: number, viewerId?: string): ChatMessage[] {
    const messages: ChatMessage[] = [];
    for (let i = this.#entries.length - 1; i >= 0 && messages.length < limit; i--) {
      const entry = toViewerEntry(this.#entries[i]!, viewerId);
      if (entry.kind === "message") messages.push(toChatMessage(streamId, entry));
    }
    return messages.reverse();
  }

  /** Drops entries that the store has deleted. (SPEC LOG8) */
  dropBefore(seq: number): void {
    this.#entries.splice(0, Math.max(0, seq - this.floor));
  }

  /** Removes deleted texts from every later answer. (SPEC LOG5) */
  #apply(entry: LogEntry): void {
    if (entry.kind === "removal") {
      // Found by index, because a raid is removed message by message.
      const index = entry.messageSeq - this.floor;
      const target = this.#entries[index];
      if (target && messageOf(target)) this.#entries[index] = toTombstone(target);
    }
    if (entry.kind === "purge" || entry.kind === "clear") this.#tombstoneAll(entry);
    if (this.#quotes > 0 && removes(entry)) this.#stripQuotes(entry);
  }

  #tombstoneAll(removal: LogEntry): void {
    this.#entries.forEach((entry, i) => {
      const message = messageOf(entry);
      if (message && isRemovedBy(removal, message)) this.#entries[i] = toTombstone(entry);
    });
  }

  /** Strips removed messages from the entries that quote them: restorations and pins. */
  #stripQuotes(removal: LogEntry): void {
    this.#entries.forEach((entry, i) => {
      if (entry.seq >= removal.seq) return;
      if (entry.kind === "restoration" && entry.message) {
        const { message, ...bare } = entry;
        if (isRemovedBy(removal, message)) this.#entries[i] = bare;
      }
      if (entry.kind === "pin" && entry.pinned && isUnpinnedBy(removal, entry.pinned))
        this.#entries[i] = { ...entry, pinned: null };
    });
  }
}

function removes({ kind }: LogEntry): boolean {
  return kind === "removal" || kind === "purge" || kind === "clear";
}

function isRemovedBy(removal: LogEntry, message: MessageEntry): boolean {
  if (message.seq >= removal.seq) return false;
  if (removal.kind === "removal") return removal.messageSeq === message.seq;
  return (
    removal.kind === "clear" || (removal.kind === "purge" && removal.userId === message.userId)
  );
}

function isUnpinnedBy(removal: LogEntry, { messageId, userId }: Pin): boolean {
  if (messageId === undefined) return false;
  if (removal.kind === "removal") return removal.messageId === messageId;
  return removal.kind === "clear" || (removal.kind === "purge" && removal.userId === userId);
}

/** The remainder of an entry whose text was removed. (SPEC LOG5) */
function toTombstone({ seq, id, timestamp }: LogEntry): TombstoneEntry {
  return { kind: "tombstone", seq, id, timestamp };
}

/** A message entry in the form that stock clients and histories have. (SPEC SM7) */
export function toChatMessage(streamId: string, entry: MessageEntry): ChatMessage {
  const { kind: _, ...message } = entry;
  return { ...message, streamId };
}

/** Whether an entry removes older messages, or restores them. */
export function altersHistory(entry: LogEntry): boolean {
  return removes(entry) || entry.kind === "restoration";
}
