import type { ErrorCode, Me, MessageRef, Pin, Result, RoomMode } from "#protocol";
import type { ConnectionState } from "./connection/connection-state.ts";
import type { LogRow } from "./log/log-state.ts";
import type { PendingMessage } from "./sender/pending-message.ts";
import type { PresenceLine } from "./room/merge-presence.ts";
import type { RequestAnswer, RequestPayload, RoomRequest } from "./room/room-requests.ts";

/** Everything that a view shows. Frozen; a new object is made only if something changed. */
export interface ChatSnapshot {
  readonly streamId: string;
  readonly connection: ConnectionState;
  /** This person here; undefined before the first join. */
  readonly me?: Me;
  /** Why the last chosen nickname was refused. */
  readonly nicknameError?: ErrorCode;
  readonly viewers?: number;
  /** The rules for everyone's messages except staff's; absent means off. */
  readonly mode: RoomMode;
  /** The pin above the messages. */
  readonly pinned?: Pin;
  /** Number of messages that wait for review, and the newest audit lines; only for staff. */
  readonly news?: {
    readonly waiting: number;
    readonly lastActionId?: string;
    readonly lastChannelActionId?: string;
  };
  /** In the order of the log, oldest first. */
  readonly rows: readonly LogRow[];
  /** Own messages that are not in the log yet; they come after `rows`. */
  readonly pending: readonly PendingMessage[];
  /**
   * Messages that replies refer to and that are not in `rows`, as far as they were loaded, by id.
   */
  readonly quoted: ReadonlyMap<string, LogRow>;
  /** Recent joins and leaves, oldest first. */
  readonly presence: readonly PresenceLine[];
  /** The send rate was exceeded: the server accepts no messages until then, in ms since 1970. */
  readonly heldUntilMs?: number;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** More was written during an absence than could be loaded; the gap is before the first row. */
  readonly hasBreak: boolean;
}

export interface SendOptions {
  /** The message that this one replies to. */
  readonly replyTo?: MessageRef | undefined;
}

/** A chat as its views use it. No method throws. */
export interface Chat {
  /** The same object until something changes, as `useSyncExternalStore` requires. */
  getSnapshot(): ChatSnapshot;
  /** Calls the listener after every change; the returned function unsubscribes. */
  subscribe(listener: () => void): () => void;
  connect(): void;
  /** Leaves the room, and drops loaded and unsent messages. */
  disconnect(): void;
  reconnectNow(): void;
  /** Reads the token again, and continues as its person: for use after signing in or out. */
  reauthenticate(): void;
  /**
   * Continues without the token, which was refused, where `me.mayBeGuest` says that this works; so
   * do all chats of the page on the same connection. `reauthenticate` reads it again. (SPEC ID14)
   */
  continueAsGuest(): void;
  /** Queues a message, or returns why it is invalid. (SPEC SM2, SM3, SM9) */
  sendMessage(text: string, options?: SendOptions): Result<string>;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Sends a request that only some views offer: staff actions, and reports. (SPEC MO, HE) */
  ask<E extends RoomRequest>(event: E, payload: RequestPayload<E>): Promise<RequestAnswer<E>>;
  /** Removes a message for everyone. (SPEC RM1) */
  removeMessage(id: string): Promise<Result<string>>;
  /** Loads a message that a reply refers to into the snapshot's `quoted`. (SPEC SM9) */
  loadQuoted(ref: MessageRef): void;
  /** Prepends a page of messages before the first row, if there are any. */
  loadOlder(): Promise<void>;
  /**
   * Drops all but the newest rows, once no other chat of the page needs them. They can be loaded
   * again. It holds until the next call or `loadOlder`.
   */
  trim(keepRows: number): void;
  /** The URL and token of the stream's HTTP API; undefined without a token. (SPEC AD1) */
  readonly httpAccess?: { readonly url: string; readonly token: string } | undefined;
  /** Joins with a guest's name, and stores it on this device. */
  setNickname(name: string): Result<string>;
}
