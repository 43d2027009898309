import type { ChatMessage, Entry, MessageEntry } from "#protocol";
import { toChatMessage, toTombstone } from "../chat/log-window.ts";
import type {
  Append,
  AppendMessage,
  AppendPurge,
  AppendRemoval,
  AppendResult,
  Clock,
  Head,
  LogTail,
  MessageLog,
  Retention,
  Trimmed,
} from "../chat/ports.ts";
import { newEntryId, newEpoch, seqOfId } from "./new-id.ts";

interface MemoryStream {
  epoch: string;
  /** Contiguous; the first one's seq is 1 until the log is trimmed. */
  entries: Entry[];
  lastSeq: number;
  /** The seq that a person's clientId led to. */
  sent: Map<string, number>;
}

/** A log that lives as long as the process: for trying out and for tests. */
export class MemoryMessageLog implements MessageLog {
  readonly #clock: Clock;
  readonly #streams = new Map<string, MemoryStream>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async append(batch: readonly Append[]): Promise<AppendResult[]> {
    return batch.map((append) => {
      switch (append.kind) {
        case "message":
          return this.#appendMessage(append);
        case "removal":
          return this.#appendRemoval(append);
        case "purge":
          return this.#appendPurge(append);
      }
    });
  }

  async readTail(streamId: string, limit: number): Promise<LogTail> {
    const stream = this.#streams.get(streamId);
    return {
      epoch: stream?.epoch ?? "",
      entries: stream?.entries.slice(-Math.max(1, limit)) ?? [],
    };
  }

  async readEntries(streamId: string, afterSeq: number, limit: number): Promise<Entry[]> {
    const entries = this.#streams.get(streamId)?.entries ?? [];
    return entries.filter((entry) => entry.seq > afterSeq).slice(0, limit);
  }

  async readHeads(streamIds: readonly string[]): Promise<Head[]> {
    return streamIds.flatMap((streamId) => {
      const stream = this.#streams.get(streamId);
      if (!stream) return [];
      const { epoch, lastSeq, entries } = stream;
      return [{ streamId, epoch, seq: lastSeq, firstSeq: entries[0]?.seq ?? 1 }];
    });
  }

  async readMessages(streamId: string, beforeSeq: number, limit: number): Promise<ChatMessage[]> {
    return (this.#streams.get(streamId)?.entries ?? [])
      .filter((entry): entry is MessageEntry => entry.kind === "message" && entry.seq < beforeSeq)
      .slice(-limit)
      .map((entry) => toChatMessage(streamId, entry));
  }

  async streamsOf(userId: string): Promise<string[]> {
    return [...this.#streams]
      .filter(([, { entries }]) => entries.some((entry) => isBy(userId, entry)))
      .map(([streamId]) => streamId);
  }

  async trim(
    { beforeMs = 0, maxEntries = Infinity }: Retention,
    limit: number,
  ): Promise<Trimmed[]> {
    return [...this.#streams].flatMap(([streamId, { entries }]) => {
      let count = 0;
      while (
        count < Math.min(limit, entries.length - 1) &&
        (entries[count]!.timestamp < beforeMs || entries.length - count > maxEntries)
      )
        count++;
      entries.splice(0, count);
      return count === 0 ? [] : [{ streamId, firstSeq: entries[0]!.seq }];
    });
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  #appendMessage(append: AppendMessage): AppendResult {
    const { streamId, author, message, clientId } = append;
    const stream = this.#stream(streamId);
    const key = clientId && `${author.userId} ${clientId}`;
    const knownSeq = key && stream.sent.get(key);
    const known = knownSeq ? this.#at(stream, knownSeq) : undefined;
    if (known) {
      if (known.kind === "message" && known.message !== message)
        return { outcome: "refused", code: "conflict" };
      const { seq, id, timestamp } = known;
      const rebuilt = { kind: "message", seq, id, ...author, message, timestamp } as const;
      const entry =
        known.kind === "message" ? known : { ...rebuilt, ...(clientId && { clientId }) };
      return { outcome: "repeated", epoch: stream.epoch, entry };
    }
    const entry: MessageEntry = {
      kind: "message",
      ...this.#next(stream),
      ...author,
      message,
      ...(clientId && { clientId }),
      ...this.#replyTo(stream, append),
    };
    stream.entries.push(entry);
    if (key) stream.sent.set(key, entry.seq);
    return { outcome: "appended", epoch: stream.epoch, entry };
  }

  #appendRemoval({ streamId, messageId, onlyOf }: AppendRemoval): AppendResult {
    const stream = this.#streams.get(streamId);
    const target = stream && this.#at(stream, seqOfId(messageId));
    if (!stream || target?.id !== messageId || target.kind === "removal" || target.kind === "purge")
      return { outcome: "refused", code: "not-found" };
    if (target.kind === "tombstone") return { outcome: "repeated", epoch: stream.epoch };
    if (onlyOf !== undefined && target.userId !== onlyOf)
      return { outcome: "refused", code: "forbidden" };
    stream.entries[stream.entries.indexOf(target)] = toTombstone(target);
    const entry: Entry = {
      kind: "removal",
      ...this.#next(stream),
      messageId,
      messageSeq: target.seq,
    };
    stream.entries.push(entry);
    return { outcome: "appended", epoch: stream.epoch, entry };
  }

  #appendPurge({ streamId, userId }: AppendPurge): AppendResult {
    const stream = this.#streams.get(streamId);
    if (!stream?.entries.some((entry) => isBy(userId, entry)))
      return { outcome: "repeated", epoch: stream?.epoch ?? "" };
    stream.entries = stream.entries.map((entry) =>
      isBy(userId, entry) ? toTombstone(entry) : entry,
    );
    for (const key of stream.sent.keys()) if (key.startsWith(`${userId} `)) stream.sent.delete(key);
    const entry: Entry = { kind: "purge", ...this.#next(stream), userId };
    stream.entries.push(entry);
    return { outcome: "appended", epoch: stream.epoch, entry };
  }

  #replyTo(stream: MemoryStream, { replyTo }: AppendMessage): Pick<MessageEntry, "replyTo"> {
    const parent = replyTo && this.#at(stream, seqOfId(replyTo));
    return parent && parent.kind === "message" && parent.id === replyTo
      ? { replyTo: { id: parent.id, seq: parent.seq } }
      : {};
  }

  #at({ entries }: MemoryStream, seq: number): Entry | undefined {
    return entries[seq - (entries[0]?.seq ?? 1)];
  }

  #stream(streamId: string): MemoryStream {
    let stream = this.#streams.get(streamId);
    if (!stream) {
      stream = { epoch: newEpoch(), entries: [], lastSeq: 0, sent: new Map() };
      this.#streams.set(streamId, stream);
    }
    return stream;
  }

  #next(stream: MemoryStream): Pick<Entry, "seq" | "id" | "timestamp"> {
    const last = stream.entries.at(-1)?.timestamp ?? 0;
    const seq = ++stream.lastSeq;
    return {
      seq,
      id: newEntryId(seq),
      timestamp: Math.max(last, this.#clock.nowMs()),
    };
  }
}

function isBy(userId: string, entry: Entry): boolean {
  return entry.kind === "message" && entry.userId === userId;
}
