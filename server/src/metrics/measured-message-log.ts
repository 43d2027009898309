import { Counter, Histogram, type Registry } from "prom-client";
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

/** A log that notes how long each call took, how it failed, and what was committed. */
export class MeasuredMessageLog implements MessageLog {
  readonly #log: MessageLog;
  readonly #seconds: Histogram<"call">;
  readonly #failures: Counter<"call" | "code">;
  readonly #commitEntries: Histogram;
  readonly #messages: Counter;

  constructor(log: MessageLog, registry: Registry) {
    this.#log = log;
    const registers = [registry];
    this.#seconds = new Histogram({
      name: "live_chat_store_seconds",
      help: "How long calls of the database took; the call append is a commit.",
      labelNames: ["call"],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers,
    });
    this.#failures = new Counter({
      name: "live_chat_store_failures_total",
      help: "Calls of the database that failed.",
      labelNames: ["call", "code"],
      registers,
    });
    this.#commitEntries = new Histogram({
      name: "live_chat_commit_entries",
      help: "Entries that were committed together.",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      registers,
    });
    this.#messages = new Counter({
      name: "live_chat_messages_total",
      help: "Messages that were committed by this node.",
      registers,
    });
  }

  async append(batch: readonly Append[]): Promise<AppendResult[]> {
    const results = await this.#measure("append", this.#log.append(batch));
    const appended = results.filter((result) => result.outcome === "appended");
    this.#commitEntries.observe(appended.length);
    this.#messages.inc(appended.filter(({ entry }) => entry.kind === "message").length);
    return results;
  }

  readTail(streamId: string, limit: number): Promise<LogTail> {
    return this.#measure("readTail", this.#log.readTail(streamId, limit));
  }

  readEntries(streamId: string, afterSeq: number, limit: number): Promise<LogEntry[]> {
    return this.#measure("readEntries", this.#log.readEntries(streamId, afterSeq, limit));
  }

  readHeads(streamIds: readonly string[]): Promise<Head[]> {
    return this.#measure("readHeads", this.#log.readHeads(streamIds));
  }

  readMessages(...args: Parameters<MessageLog["readMessages"]>): Promise<ChatMessage[]> {
    return this.#measure("readMessages", this.#log.readMessages(...args));
  }

  streamsWithTextsOf(userId: string): Promise<string[]> {
    return this.#measure("streamsOf", this.#log.streamsWithTextsOf(userId));
  }

  trim(retention: Retention, limit: number): Promise<Trimmed[]> {
    return this.#measure("trim", this.#log.trim(retention, limit));
  }

  moveMark(move: MarkMove): Promise<number> {
    return this.#log.moveMark(move);
  }

  ping(): Promise<void> {
    return this.#log.ping();
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  async #measure<T>(call: string, result: Promise<T>): Promise<T> {
    const end = this.#seconds.startTimer({ call });
    try {
      return await result;
    } catch (error) {
      const code = error instanceof StoreError ? error.code : "internal";
      this.#failures.inc({ call, code });
      throw error;
    } finally {
      end();
    }
  }
}
