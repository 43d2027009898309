import {
  chatError,
  parseMessageText,
  parseNickname,
  type MessageEntry,
  type MessageRef,
  type Result,
} from "#protocol";
import type {
  Chat,
  ChatSnapshot,
  LogRow,
  RequestAnswer,
  RequestPayload,
  RoomRequest,
  SendOptions,
} from "../../../widget/src/client/index.ts";

const LIVE: ChatSnapshot = {
  streamId: "s1",
  connection: { status: "live" },
  me: { userId: "me", nickname: "지우", role: "guest", maySend: true },
  viewers: 12_843,
  mode: {},
  rows: [],
  pending: [],
  quoted: new Map(),
  presence: [],
  hasOlder: false,
  isLoadingOlder: false,
  hasBreak: false,
};

/** What differs from a live chat; undefined takes something out of it. */
export type Change = { readonly [Key in keyof ChatSnapshot]?: ChatSnapshot[Key] | undefined };

/** A chat that shows what it is given, and writes down what it is asked for. */
export class TestChat implements Chat {
  readonly asked: string[] = [];
  older: readonly LogRow[] = [];
  /** What it answers to what is asked; everything else is refused. */
  answers: { [E in RoomRequest]?: RequestAnswer<E> } = {};
  #snapshot: ChatSnapshot;
  readonly #listeners = new Set<() => void>();

  constructor(snapshot: Change = {}) {
    this.#snapshot = { ...LIVE, ...snapshot } as ChatSnapshot;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  show(change: Change): void {
    this.#snapshot = { ...this.#snapshot, ...change } as ChatSnapshot;
    for (const listener of this.#listeners) listener();
  }

  getSnapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connect(): void {
    this.asked.push("connect");
  }

  disconnect(): void {
    this.asked.push("disconnect");
  }

  reconnectNow(): void {
    this.asked.push("reconnectNow");
  }

  reauthenticate(): void {
    this.asked.push("reauthenticate");
  }

  continueAsGuest(): void {
    this.asked.push("continueAsGuest");
  }

  sendMessage(text: string, { replyTo }: SendOptions = {}): Result<string> {
    const parsed = parseMessageText(text);
    if (parsed.ok)
      this.asked.push(`send ${parsed.value}${replyTo ? ` in reply to ${replyTo.id}` : ""}`);
    return parsed;
  }

  retry(clientId: string): void {
    this.asked.push(`retry ${clientId}`);
  }

  discard(clientId: string): void {
    this.asked.push(`discard ${clientId}`);
  }

  removeMessage(id: string): Promise<Result<string>> {
    this.asked.push(`remove ${id}`);
    return Promise.resolve({ ok: false, error: chatError("forbidden") });
  }

  ask<E extends RoomRequest>(event: E, payload: RequestPayload<E>): Promise<RequestAnswer<E>> {
    this.asked.push(`${event} ${JSON.stringify(payload)}`);
    const refusal = { ok: false, error: chatError("forbidden") } as RequestAnswer<E>;
    return Promise.resolve((this.answers[event] as RequestAnswer<E> | undefined) ?? refusal);
  }

  loadQuoted({ id }: MessageRef): void {
    this.asked.push(`quoted ${id}`);
  }

  loadOlder(): Promise<void> {
    this.asked.push("loadOlder");
    const rows = [...this.older, ...this.#snapshot.rows];
    this.older = [];
    this.show({ rows, hasOlder: false });
    return Promise.resolve();
  }

  trim(keepRows: number): void {
    this.asked.push(`trim ${keepRows}`);
    const { rows } = this.#snapshot;
    if (rows.length > keepRows) this.show({ rows: rows.slice(-keepRows) });
  }

  setNickname(name: string): Result<string> {
    const parsed = parseNickname(name);
    if (parsed.ok) this.asked.push(`nickname ${parsed.value}`);
    return parsed;
  }
}

/** A message in the log, a minute after the one before. */
export function message(seq: number, more: Partial<MessageEntry> = {}): MessageEntry {
  return {
    kind: "message",
    seq,
    id: `m${seq}`,
    userId: `guest:${seq % 7}`,
    nickname: `사람 ${seq % 7}`,
    role: "guest",
    message: `메시지 ${seq}`,
    timestamp: Date.UTC(2026, 0, 1) + seq * 60_000,
    ...more,
  };
}

export function messages(from: number, to: number): MessageEntry[] {
  return Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
}
