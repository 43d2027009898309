import type { ChatMessage } from "#protocol";
import type { LogEntry } from "../chat/log-entry.ts";
import type {
  Append,
  AppendResult,
  Head,
  LogTail,
  MarkMove,
  MessageLog,
  Retention,
  Trimmed,
} from "../chat/ports.ts";
import { StoreError } from "../chat/store-error.ts";

/**
 * A log whose reads end in time: with an answer, or as `store-busy`. (SPEC LOG7)
 *
 * Appends have a time-out of their own, which knows whether they were begun.
 */
export class PunctualMessageLog implements MessageLog {
  readonly #log: MessageLog;
  readonly #timeoutMs: number;

  constructor(log: MessageLog, timeoutMs: number) {
    this.#log = log;
    this.#timeoutMs = timeoutMs;
  }

  append(batch: readonly Append[]): Promise<AppendResult[]> {
    return this.#log.append(batch);
  }

  readTail(streamId: string, limit: number): Promise<LogTail> {
    return this.#inTime(this.#log.readTail(streamId, limit));
  }

  readEntries(streamId: string, afterSeq: number, limit: number): Promise<LogEntry[]> {
    return this.#inTime(this.#log.readEntries(streamId, afterSeq, limit));
  }

  readHeads(streamIds: readonly string[]): Promise<Head[]> {
    return this.#inTime(this.#log.readHeads(streamIds));
  }

  readMessages(...args: Parameters<MessageLog["readMessages"]>): Promise<ChatMessage[]> {
    return this.#inTime(this.#log.readMessages(...args));
  }

  streamsWithTextsOf(userId: string): Promise<string[]> {
    return this.#log.streamsWithTextsOf(userId);
  }

  trim(retention: Retention, limit: number): Promise<Trimmed[]> {
    return this.#log.trim(retention, limit);
  }

  moveMark(move: MarkMove): Promise<number> {
    return this.#log.moveMark(move);
  }

  ping(): Promise<void> {
    return this.#inTime(this.#log.ping());
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  #inTime<T>(read: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => reject(new StoreError("store-busy")), this.#timeoutMs);
      read.then(resolve, reject).finally(() => clearTimeout(deadline));
    });
  }
}
