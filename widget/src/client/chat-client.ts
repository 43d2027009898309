import {
  accept,
  chatError,
  parseMessageText,
  parseNickname,
  refuse,
  type ChatMessage,
  type MessageRef,
  type Result,
} from "#protocol";
import type { Chat, ChatSnapshot, SendOptions } from "./chat.ts";
import { browserPorts, type ClientPorts } from "./client-ports.ts";
import { guestKey, nicknameKey } from "./connection/connection-pool.ts";
import type { ServerConnection } from "./connection/server-connection.ts";
import type { Payload } from "./connection/server-events.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import type { PendingMessage } from "./sender/pending-message.ts";
import { Room } from "./room/room.ts";
import type { RoomSubscriber } from "./room/room-subscribers.ts";
import type { RequestAnswer, RequestPayload, RoomRequest } from "./room/room-requests.ts";
import { Sender } from "./sender/sender.ts";
import { parseServerUrl } from "./connection/server-address.ts";
import { takeSnapshot } from "./take-snapshot.ts";
import type { Token } from "./connection/read-token.ts";

export interface ChatClientOptions {
  serverUrl: string;
  streamId: string;
  /** A guest's name. Without one, the last name used on this device. */
  nickname?: string | undefined;
  token?: Token | undefined;
  /** Called when the log has accepted one of our messages. */
  onSent?: ((message: ChatMessage) => void) | undefined;
  /**
   * Called at the end with messages that are not known to be in the log, oldest first; some may be.
   */
  onUnsent?: ((messages: readonly PendingMessage[]) => void) | undefined;
}

interface Session {
  readonly connection: ServerConnection;
  readonly room: Room;
  readonly ports: RoomSubscriber;
  readonly sender: Sender;
}

/** One stream's chat without a view: connects, keeps the log complete, sends. */
export class ChatClient implements Chat {
  #options: ChatClientOptions;
  readonly #serverUrl: string | undefined;
  readonly #ports: ClientPorts;
  readonly #listeners = new Set<() => void>();
  #session: Session | undefined;
  /** A name that the server has not taken yet. */
  #chosenName: string | undefined;
  #snapshot: ChatSnapshot | undefined;

  constructor(options: ChatClientOptions, ports: ClientPorts = browserPorts()) {
    this.#options = options;
    this.#serverUrl = parseServerUrl(options.serverUrl);
    this.#ports = ports;
  }

  getSnapshot(): ChatSnapshot {
    return (this.#snapshot ??= this.#takeSnapshot());
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connect(): void {
    if (this.#session || this.#serverUrl === undefined) return;
    this.#session = this.#openSession(this.#serverUrl);
    this.#session.room.enter(this.#session.ports);
  }

  disconnect(): void {
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    session.room.leave(session.ports);
    session.sender.stop();
    this.#update();
    const unsent = session.sender.pending.filter(({ status }) => status !== "sent");
    if (unsent.length > 0) this.#options.onUnsent?.(unsent);
  }

  reconnectNow(): void {
    this.#session?.connection.reconnectNow();
    // Connected, but the server has refused the join.
    if (this.getSnapshot().connection.status === "failed") this.#session?.room.rename();
  }

  reauthenticate(): void {
    this.#session?.connection.reauthenticate();
  }

  continueAsGuest(): void {
    this.#session?.connection.continueAsGuest();
  }

  /** Continues with another token; false if that requires another client. */
  changeToken(token: Token | undefined): boolean {
    const { connection, room } = this.#session ?? {};
    if (connection && (room?.isShared || !this.#ports.pool.changeToken(connection, token)))
      return false;
    this.#options = { ...this.#options, token };
    return true;
  }

  sendMessage(text: string, { replyTo }: SendOptions = {}): Result<string> {
    if (!this.#session) return refuse("not-joined");
    const parsed = parseMessageText(text);
    if (parsed.ok)
      this.#session.sender.queue(parsed.value, replyTo && { id: replyTo.id, seq: replyTo.seq });
    return parsed;
  }

  retry(clientId: string): void {
    this.#session?.sender.retry(clientId);
  }

  discard(clientId: string): void {
    this.#session?.sender.discard(clientId);
  }

  async removeMessage(id: string): Promise<Result<string>> {
    const answer = await this.ask("remove-message", { id });
    // The server keeps nothing of a rejected message. (SPEC HE7)
    if (!answer.ok && answer.error.code !== "not-found") return answer;
    this.#session?.room.apply({ kind: "taken-back", id });
    return answer.ok ? accept(id) : answer;
  }

  async ask<E extends RoomRequest>(
    event: E,
    payload: RequestPayload<E>,
  ): Promise<RequestAnswer<E>> {
    const request = { ...payload, streamId: this.#options.streamId } as unknown as Payload<E>;
    const answer = await this.#session?.connection.ask(event, request);
    return answer ?? ({ ok: false, error: chatError("store-unavailable") } as RequestAnswer<E>);
  }

  get httpAccess(): Chat["httpAccess"] {
    const token = this.#session?.connection.token;
    return token
      ? { url: `${this.#serverUrl}/api/v1/streams/${this.#options.streamId}`, token }
      : undefined;
  }

  loadQuoted(ref: MessageRef): void {
    this.#session?.room.loadQuoted(ref);
  }

  async loadOlder(): Promise<void> {
    await this.#session?.room.loadOlder();
  }

  trim(keepRows: number): void {
    const session = this.#session;
    session?.room.trim(session.ports, keepRows);
  }

  setNickname(name: string): Result<string> {
    const parsed = parseNickname(name);
    if (parsed.ok) {
      this.#chosenName = parsed.value;
      this.#session?.room.rename(parsed.value);
    }
    return parsed;
  }

  #openSession(serverUrl: string): Session {
    const { streamId, token, nickname, onSent } = this.#options;
    const { pool, clock, deviceStorage } = this.#ports;
    const connection = pool.connectionFor({ serverUrl, token, nickname }, streamId);
    const sender = new Sender({
      clock,
      send: async ({ text, clientId, replyTo }) => {
        const answer = await connection.ask("send-message", {
          streamId,
          message: text,
          clientId,
          ...(replyTo && { replyTo: replyTo.id }),
        });
        // The name was reserved for somebody else meanwhile: join again for another one. (SPEC ID7)
        if (answer?.ok === false && answer.error.code === "name-taken") room.rename();
        return answer;
      },
      onSent: ({ message, held }) => {
        if (held) room.apply({ kind: "kept-back", message });
        onSent?.(message);
      },
      onChange: () => this.#update(),
    });
    let writer: string | undefined;
    const ports: RoomSubscriber = {
      onChange: () => this.#update(),
      onOpen: () => sender.open(),
      onClosed: () => sender.pause(),
      onMe: ({ maySend, userId, nickname }) => {
        // A name that the server refuses is not asked for again on the next visit.
        if (nickname !== undefined && nickname === this.#chosenName)
          deviceStorage.set(nicknameKey(serverUrl), nickname);
        if (!maySend) return;
        if (writer !== undefined && writer !== userId) sender.giveUp();
        writer = userId;
        sender.resume();
      },
      onGuestCredential: (credential) => deviceStorage.set(guestKey(serverUrl), credential),
    };
    const room =
      (connection.roomOf(streamId) as Room | undefined) ??
      new Room(connection, streamId, this.#claimedNickname(serverUrl), clock);
    return { connection, room, ports, sender };
  }

  #claimedNickname(serverUrl: string): string | undefined {
    const { nickname: pageName } = this.#options;
    const name =
      pageName ?? this.#chosenName ?? this.#ports.deviceStorage.get(nicknameKey(serverUrl));
    const parsed = parseNickname(name);
    return parsed.ok ? parsed.value : undefined;
  }

  #update(): void {
    this.#letGoOfLogged();
    const snapshot = this.#takeSnapshot();
    if (isSame(snapshot, this.getSnapshot())) return;
    this.#snapshot = snapshot;
    for (const listener of [...this.#listeners]) listener();
  }

  /**
   * Removes optimistic rows whose messages are now in the log. (SPEC LOG3)
   *
   * The log's row gets the `clientId`, which live entries leave out, so that it stays the same row.
   * (SPEC EN7)
   */
  #letGoOfLogged(): void {
    if (!this.#session) return;
    const { room, sender } = this.#session;
    if (sender.pending.length === 0) return;
    const logged = new Set<string>();
    for (const row of room.log.rows) {
      if (row.kind !== "message" || row.userId !== room.me?.userId) continue;
      const { clientId = sender.pending.find(({ seq }) => seq === row.seq)?.clientId } = row;
      if (!clientId) continue;
      logged.add(clientId);
      if (!row.clientId) room.apply({ kind: "recognised", id: row.id, clientId });
    }
    sender.settle(
      ({ clientId, seq }: PendingMessage) =>
        logged.has(clientId) || (seq !== undefined && seq <= room.log.position.seq),
    );
  }

  #takeSnapshot(): ChatSnapshot {
    const { streamId } = this.#options;
    const { room, sender } = this.#session ?? {};
    return takeSnapshot(streamId, this.#takeConnection(), room, sender);
  }

  #takeConnection(): ConnectionState {
    const last = this.#snapshot?.connection;
    const state = this.#session?.room.connectionState ?? restingState(this.#serverUrl);
    return last && isSame(state, last) ? last : state;
  }
}

function restingState(serverUrl: string | undefined): ConnectionState {
  return serverUrl === undefined
    ? { status: "failed", reason: "invalid-server-url" }
    : { status: "idle" };
}

function isSame<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys({ ...a, ...b }) as (keyof T)[];
  return keys.every((key) => a[key] === b[key]);
}
