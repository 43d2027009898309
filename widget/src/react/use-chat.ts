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
import { defaultServer } from "./default-server.ts";
import { sharedChat } from "./shared-chats.ts";
import { toMessages } from "./to-messages.ts";
import { usePageToken } from "./use-page-token.ts";

export interface UseChatOptions {
  streamId: string;
  /** The chat server. By default what `NEXT_PUBLIC_CHAT_SERVER_URL` says, else where the app's script comes from. */
  serverUrl?: string | undefined;
  /** Who the visitor is: a token, or a function that gives a fresh one. Without one, whoever signed in by `<live-chat>`. */
  token?: Token | null | undefined;
  /** A guest's name. */
  nickname?: string | undefined;
  /** Whether to connect without being told to. */
  autoConnect?: boolean | undefined;
  /** So many of the newest messages are kept, and what `loadOlder` adds. */
  maxMessages?: number | undefined;
}

export interface UseChat {
  /** Oldest first, as the log has them: without gaps, and each once. */
  readonly messages: readonly ChatMessage[];
  /** My messages that the log does not show yet; they come after `messages`. */
  readonly pending: readonly PendingMessage[];
  /** Whether the room is live at this moment. */
  readonly isConnected: boolean;
  readonly status: ConnectionState["status"];
  /** Why there is no chat to be had, where trying again would not help. */
  readonly error: FailureReason | undefined;
  /** How many people are in the room. */
  readonly viewers: number | undefined;
  /** Who I am here, and whether I may write; undefined before the first join. */
  readonly me: Me | undefined;
  /** What holds for everyone's writing but staff's. */
  readonly mode: RoomMode;
  /** What stands above the messages. */
  readonly pinned: Pin | undefined;
  /** How many messages wait for staff, and the newest line of the audit log; nobody else is told. */
  readonly news: ChatSnapshot["news"];
  readonly hasOlder: boolean;
  /** Queues a message, which goes out once, or says why it cannot be one. */
  sendMessage(text: string, options?: SendOptions): Result<string>;
  /** Sends a failed message again. */
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Asks what staff may, and whoever reports a message. */
  ask<E extends RoomRequest>(event: E, payload: RequestPayload<E>): Promise<RequestAnswer<E>>;
  loadOlder(): Promise<void>;
  connect(): void;
  /** Ends the chat for every component that has it from this hook. */
  disconnect(): void;
}

const MAX_MESSAGES = 500;
/** Trimmed now and then, not with every message; and so many more are shown at a time. */
const TRIM_EVERY = 100;

/**
 * A stream's chat, for a user interface of one's own.
 *
 * Components that show the same stream share one connection, `<LiveChat>` included. On
 * servers it is an empty chat that is not connected, and so it is in the browser's first render.
 */
export function useChat(options: UseChatOptions): UseChat {
  const { streamId, nickname, autoConnect = true, maxMessages = MAX_MESSAGES } = options;
  const serverUrl = chatServer(options.serverUrl ?? defaultServer());
  const token = usePageToken(options.token, serverUrl);
  const [renewal, renew] = useReducer((count: number) => count + 1, 0);
  const shared = useMemo(
    // Nothing is shared between the visitors of a server.
    () =>
      typeof document === "undefined"
        ? undefined
        : sharedChat({ serverUrl, streamId, nickname, token }),
    [serverUrl, streamId, nickname, token, renewal],
  );
  const chat = shared?.chat;

  useEffect(() => {
    // A component that was hidden for a while (`<Activity>`) still holds the one from before.
    if (shared?.isOver) return renew();
    const release = shared?.use();
    if (autoConnect) shared?.chat.connect();
    return release;
  }, [shared, autoConnect]);

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
    if (isLong) chat?.trim(kept);
  }, [chat, isLong, kept]);

  return useMemo(() => {
    const { connection, pending, viewers, me, mode, pinned, news, hasOlder } = snapshot;
    const messages = toMessages(snapshot);
    return {
      ...{ pending, viewers, me, mode, pinned, news },
      // It stays long where an element of the same stream has more use for it.
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
      connect: () => chat?.connect(),
      disconnect: () => chat?.disconnect(),
    };
  }, [chat, snapshot, isLong, kept]);
}
