import { createHash } from "node:crypto";
import type { ChatMessage } from "#protocol";
import { openSqlite } from "../../server/src/storage/engines/sqlite/open-sqlite.ts";
import type { Chat } from "../../widget/src/client/chat.ts";
import { eventually } from "../support/eventually.ts";
import { Browser } from "../widget/support/real-client.ts";

/** The long form repeats as often as promised; the short one fits into every run of the tests. */
export const LONG = process.env["LIVE_CHAT_FAULTS"] === "long";

export const STREAM = "s1";

/** A person who writes without pause, through the widget's own client. */
export class Writer {
  readonly chat: Chat;
  /** Messages that the log has acknowledged, in order of the acks. */
  readonly acknowledged: ChatMessage[] = [];
  /** Every text that was ever handed over. */
  readonly written: string[] = [];
  readonly #name: string;
  #writing = false;

  constructor(serverUrl: string, name: string) {
    this.#name = name;
    this.chat = new Browser().visit({
      serverUrl,
      streamId: STREAM,
      nickname: name,
      onSent: (message) => this.acknowledged.push(message),
    });
    this.chat.subscribe(() => this.#goOn());
  }

  start(): void {
    this.#writing = true;
    this.#goOn();
  }

  stop(): void {
    this.#writing = false;
  }

  get isIdle(): boolean {
    return this.chat.getSnapshot().pending.length === 0;
  }

  #goOn(): void {
    if (!this.#writing || this.chat.getSnapshot().pending.length > 0) return;
    const text = `${this.#name} ${this.written.length + 1}`;
    this.written.push(text);
    this.chat.sendMessage(text);
  }
}

/** Prints the progress of a long form, in twenty steps. */
export function sayProgress(what: string, done: number, of: number): void {
  if (LONG && done % Math.ceil(of / 20) === 0) console.log(`${what} ${done} of ${of}`);
}

/** Makes all clients reconnect at once instead of after their back-off. */
export async function allLive(chats: readonly Chat[]): Promise<void> {
  for (const chat of chats) chat.reconnectNow();
  await eventually("everyone is live", () => chats.every(isLive));
}

export function isLive(chat: Chat): boolean {
  return chat.getSnapshot().connection.status === "live";
}

/** All messages of the stream as a SQLite file has them. */
export async function readSqlite(path: string): Promise<ChatMessage[]> {
  const { log } = await openSqlite(path);
  try {
    return await log.readMessages(STREAM, Number.MAX_SAFE_INTEGER, 10_000_000);
  } finally {
    await log.close();
  }
}

/** One hash for what a viewer sees, or what a database has: number, id and text of each message. */
export function hashText(messages: readonly Pick<ChatMessage, "seq" | "id" | "message">[]): string {
  const hash = createHash("sha256");
  for (const { seq, id, message } of messages) hash.update(`${seq} ${id} ${message}\n`);
  return hash.digest("hex");
}

/** The messages that a viewer sees. */
export function seenBy(chat: Chat): Pick<ChatMessage, "seq" | "id" | "message">[] {
  return chat.getSnapshot().rows.flatMap((row) => (row.kind === "message" ? [row] : []));
}
