import type { ChatMessage, Entry, MessageEntry } from "#protocol";
import { toChatMessage, toTombstone } from "../chat/log-window.ts";
import type {
  Append,
  AppendMessage,
  AppendRemoval,
  AppendResult,
  Clock,
  LogTail,
  MessageLog,
} from "../chat/ports.ts";
import { newId } from "./new-id.ts";

interface MemoryStream {
  epoch: string;
  entries: Entry[];
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
    return batch.map((append) =>
      append.kind === "message" ? this.#appendMessage(append) : this.#appendRemoval(append),
    );
  }

  async readTail(streamId: string, limit: number): Promise<LogTail> {
    const stream = this.#streams.get(streamId);
    return { epoch: stream?.epoch ?? "", entries: stream?.entries.slice(-limit) ?? [] };
  }

  async readEntries(streamId: string, afterSeq: number, limit: number): Promise<Entry[]> {
    const start = Math.max(0, afterSeq);
    return this.#streams.get(streamId)?.entries.slice(start, start + limit) ?? [];
  }

  async readMessages(streamId: string, beforeSeq: number, limit: number): Promise<ChatMessage[]> {
    return (this.#streams.get(streamId)?.entries ?? [])
      .filter((entry): entry is MessageEntry => entry.kind === "message" && entry.seq < beforeSeq)
      .slice(-limit)
      .map((entry) => toChatMessage(streamId, entry));
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  #appendMessage({ streamId, author, message, clientId }: AppendMessage): AppendResult {
    const stream = this.#stream(streamId);
    const key = clientId && `${author.userId} ${clientId}`;
    const knownSeq = key && stream.sent.get(key);
    const known = knownSeq ? stream.entries[knownSeq - 1] : undefined;
    if (known) {
      if (known.kind === "message" && known.message !== message)
        return { outcome: "refused", code: "conflict" };
      const { seq, id, timestamp } = known;
      const first = { kind: "message", seq, id, ...author, message, timestamp } as const;
      return { outcome: "repeated", entry: { ...first, ...(clientId && { clientId }) } };
    }
    const entry: MessageEntry = {
      kind: "message",
      ...this.#next(stream),
      ...author,
      message,
      ...(clientId && { clientId }),
    };
    stream.entries.push(entry);
    if (key) stream.sent.set(key, entry.seq);
    return { outcome: "appended", epoch: stream.epoch, entry };
  }

  #appendRemoval({ streamId, messageId, onlyOf }: AppendRemoval): AppendResult {
    const stream = this.#streams.get(streamId);
    const target = stream?.entries.find((entry) => entry.id === messageId);
    if (!stream || !target || target.kind === "removal")
      return { outcome: "refused", code: "not-found" };
    if (target.kind === "tombstone") return { outcome: "repeated" };
    if (onlyOf !== undefined && target.userId !== onlyOf)
      return { outcome: "refused", code: "forbidden" };
    stream.entries[target.seq - 1] = toTombstone(target);
    const entry: Entry = {
      kind: "removal",
      ...this.#next(stream),
      messageId,
      messageSeq: target.seq,
    };
    stream.entries.push(entry);
    return { outcome: "appended", epoch: stream.epoch, entry };
  }

  #stream(streamId: string): MemoryStream {
    let stream = this.#streams.get(streamId);
    if (!stream) {
      stream = { epoch: newId(), entries: [], sent: new Map() };
      this.#streams.set(streamId, stream);
    }
    return stream;
  }

  #next({ entries }: MemoryStream): Pick<Entry, "seq" | "id" | "timestamp"> {
    const last = entries.at(-1)?.timestamp ?? 0;
    return {
      seq: entries.length + 1,
      id: newId(),
      timestamp: Math.max(last, this.#clock.nowMs()),
    };
  }
}
