import type { ErrorCode, Me, MessageRef, Pin, Result, RoomMode } from "#protocol";
import type { ConnectionState } from "./connection/connection-state.ts";
import type { LogRow } from "./log/log-state.ts";
import type { PendingMessage } from "./sender/pending-message.ts";
import type { PresenceLine } from "./room/merge-presence.ts";
import type { RequestAnswer, RequestPayload, RoomRequest } from "./room/room-requests.ts";

/** All that there is to show. Frozen; a new one is made only when something changed. */
export interface ChatSnapshot {
  readonly streamId: string;
  readonly connection: ConnectionState;
  /** Who I am here; undefined before the first join. */
  readonly me?: Me;
  /** Why the nickname that was chosen last was not taken. */
  readonly nicknameError?: ErrorCode;
  readonly viewers?: number;
  /** What holds for everyone's writing but staff's; what is not there is off. */
  readonly mode: RoomMode;
  /** What stands above the messages. */
  readonly pinned?: Pin;
  /** How many messages wait for staff, and the newest line of the audit log; nobody else is told. */
  readonly news?: { readonly waiting: number; readonly lastActionId?: string };
  /** Oldest first, as the log has them. */
  readonly rows: readonly LogRow[];
  /** My messages that the log does not show yet; they come after `rows`. */
  readonly pending: readonly PendingMessage[];
  /** What replies answer and `rows` does not hold, as far as it was asked for, by id. */
  readonly quoted: ReadonlyMap<string, LogRow>;
  /** Who came and went lately, oldest first. */
  readonly presence: readonly PresenceLine[];
  /** The server was asked to take too much too fast: it takes no more until then, in ms since 1970. */
  readonly heldUntilMs?: number;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** While away more was written than could be caught up on; it lies before the first row. */
  readonly hasBreak: boolean;
}

export interface SendOptions {
  /** The message that this one answers. */
  readonly replyTo?: MessageRef | undefined;
}

/** A chat as its views see it. None of the methods throws. */
export interface Chat {
  /** The same object until something changes: fit for `useSyncExternalStore`. */
  getSnapshot(): ChatSnapshot;
  /** Calls the listener after every change; the function it returns ends that. */
  subscribe(listener: () => void): () => void;
  connect(): void;
  /** Leaves the room, and lets go of what was loaded and of what waits to be sent. */
  disconnect(): void;
  reconnectNow(): void;
  /** Asks for the token again, and goes on as whoever it names: for when somebody has signed in or out. */
  reauthenticate(): void;
  /** Queues a message, or says why it cannot be one. (SPEC SM2, SM3, SM9) */
  sendMessage(text: string, options?: SendOptions): Result<string>;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Asks what only some have a button for: staff, and whoever reports a message. (SPEC MO, HE) */
  ask<E extends RoomRequest>(event: E, payload: RequestPayload<E>): Promise<RequestAnswer<E>>;
  /** Removes a message for everyone. (SPEC RM1) */
  removeMessage(id: string): Promise<Result<string>>;
  /** Has a message that a reply answers come into the snapshot's `quoted`. (SPEC SM9) */
  loadQuoted(ref: MessageRef): void;
  /** Prepends a page of what came before the first row, if there is any. */
  loadOlder(): Promise<void>;
  /** Forgets all but the newest rows; they can be loaded again. */
  trim(keepRows: number): void;
  /** Where the stream's part of the HTTP interface is, and by which token; undefined without one. (SPEC AD1) */
  readonly httpAccess?: { readonly url: string; readonly token: string } | undefined;
  /** Takes a guest's name, joins with it and remembers it on this device. */
  setNickname(name: string): Result<string>;
}
