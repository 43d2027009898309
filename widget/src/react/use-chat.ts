import type { ChatMessage, Me, Pin, Result, RoomMode } from "#protocol";
import { useCallback, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from "react";
import type {
  ChatSnapshot,
  ConnectionState,
  FailureReason,
  PendingMessage,
  RequestAnswer,
  RequestPayload,
  RoomRequest,
  SendOptions,
  Token,
} from "../client/index.ts";
import { chatServer } from "../element/script-server.ts";
import { EMPTY_SNAPSHOT } from "../client/empty-snapshot.ts";
import { defaultServer } from "./server-from-env.ts";
import { sharedChat } from "./shared-chats.ts";
import { toMessages } from "./to-messages.ts";
import { usePageToken } from "./use-page-token.ts";

export interface UseChatOptions {
  streamId: string;
  /**
   * The chat server. By default `NEXT_PUBLIC_CHAT_SERVER_URL`, else the server of the app's script.
   */
  serverUrl?: string | undefined;
  /**
   * The visitor's token, or a function that returns a fresh one. By default the person signed in
   * through `<live-chat>`.
   */
  token?: Token | null | undefined;
  /** A guest's name. */
  nickname?: string | undefined;
  /** Whether to connect automatically. */
  autoConnect?: boolean | undefined;
  /** Number of newest messages to keep; `loadOlder` adds to it. */
  maxMessages?: number | undefined;
}

export interface UseChat {
  /** In the order of the log, oldest first, without gaps and duplicates. */
  readonly messages: readonly ChatMessage[];
  /** Own messages that are not in the log yet; they come after `messages`. */
  readonly pending: readonly PendingMessage[];
  /** Whether the room is live now. */
  readonly isConnected: boolean;
  readonly status: ConnectionState["status"];
  /** Why there is no chat, if retrying would not help. */
  readonly error: FailureReason | undefined;
  /** Number of people in the room. */
  readonly viewers: number | undefined;
  /** This person and whether they may write; undefined before the first join. */
  readonly me: Me | undefined;
  /** The rules for everyone's messages except staff's. */
  readonly mode: RoomMode;
  /** The pin above the messages. */
  readonly pinned: Pin | undefined;
  /** Number of messages that wait for review, and the newest audit line; only for staff. */
  readonly news: ChatSnapshot["news"];
  readonly hasOlder: boolean;
  /** Queues a message, which is sent once, or returns why it is invalid. */
  sendMessage(text: string, options?: SendOptions): Result<string>;
  /** Sends a failed message again. */
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Sends a request of staff, or a report. */
  ask<E extends RoomRequest>(event: E, payload: RequestPayload<E>): Promise<RequestAnswer<E>>;
  loadOlder(): Promise<void>;
  /** Continues without a token that was refused, where `me.mayBeGuest` says that this works. */
  continueAsGuest(): void;
  connect(): void;
  /** Ends the chat for all components that got it from this hook. */
  disconnect(): void;
}

const MAX_MESSAGES = 500;
/** Trims in steps of this size, and shows up to as many more. */
const TRIM_EVERY = 100;

/**
 * A stream's chat, for a custom user interface.
 *
 * Components that show the same stream share one connection, including `<LiveChat>`. On servers,
 * and in the browser's first render, it is an empty, unconnected chat.
 */
export function useChat(options: UseChatOptions): UseChat {
  const { streamId, nickname, autoConnect = true, maxMessages = MAX_MESSAGES } = options;
  const serverUrl = chatServer(options.serverUrl ?? defaultServer());
  const token = usePageToken(options.token, serverUrl);
  const [renewal, renew] = useReducer((count: number) => count + 1, 0);
  const shared = useMemo(
    // Visitors of a server share nothing.
    () =>
      typeof document === "undefined"
        ? undefined
        : sharedChat({ serverUrl, streamId, nickname, token }),
    [serverUrl, streamId, nickname, token, renewal],
  );
  const chat = shared?.chat;
  const [keeper] = useState(() => ({}));

  useEffect(() => {
    // A component that was hidden (`<Activity>`) may still hold an ended chat.
    if (shared?.isOver) return renew();
    const release = shared?.use(keeper);
    if (autoConnect) shared?.chat.connect();
    return release;
  }, [shared, autoConnect, keeper]);

  const snapshot = useSyncExternalStore(
    useCallback((listener) => chat?.subscribe(listener) ?? (() => undefined), [chat]),
    () => chat?.getSnapshot() ?? EMPTY_SNAPSHOT,
    () => EMPTY_SNAPSHOT,
  );

  const [older, setOlder] = useState(0);
  useEffect(() => setOlder(0), [chat]);
  const kept = maxMessages + older;
  const isLong = snapshot.rows.length > kept + TRIM_EVERY;
  useEffect(() => {
    shared?.trim(keeper, isLong ? kept : Infinity);
  }, [shared, keeper, isLong, kept, snapshot.rows]);

  return useMemo(() => {
    const { connection, pending, viewers, me, mode, pinned, news, hasOlder } = snapshot;
    const messages = toMessages(snapshot);
    return {
      ...{ pending, viewers, me, mode, pinned, news },
      // It may be longer if an element of the same stream needs more.
      messages: isLong ? messages.slice(-kept) : messages,
      hasOlder: hasOlder || isLong,
      isConnected: connection.status === "live",
      status: connection.status,
      error: connection.status === "failed" ? connection.reason : undefined,
      ask: (event, payload) => chat!.ask(event, payload),
      sendMessage: (text, more) => chat!.sendMessage(text, more),
      retry: (clientId) => chat?.retry(clientId),
      discard: (clientId) => chat?.discard(clientId),
      loadOlder: async () => {
        const before = chat?.getSnapshot().rows.length ?? 0;
        if (!isLong) await chat?.loadOlder();
        const added = (chat?.getSnapshot().rows.length ?? 0) - before;
        setOlder((count) => count + (isLong ? TRIM_EVERY : Math.max(0, added)));
      },
      continueAsGuest: () => chat?.continueAsGuest(),
      connect: () => chat?.connect(),
      disconnect: () => chat?.disconnect(),
    };
  }, [chat, snapshot, isLong, kept]);
}
