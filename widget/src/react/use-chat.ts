import type { ChatMessage, Me, Result } from "#protocol";
import { useCallback, useEffect, useMemo, useReducer, useRef, useSyncExternalStore } from "react";
import type {
  ConnectionState,
  FailureReason,
  PendingMessage,
  SendOptions,
  Token,
} from "../store/index.ts";
import { EMPTY_SNAPSHOT } from "../store/empty-snapshot.ts";
import { defaultServer } from "./default-server.ts";
import { sharedChat } from "./shared-chats.ts";
import { toMessages } from "./to-messages.ts";
import { useStableToken } from "./use-stable-token.ts";

export interface UseChatOptions {
  streamId: string;
  /** The chat server. By default what `NEXT_PUBLIC_CHAT_SERVER_URL` says. */
  serverUrl?: string | undefined;
  /** Who the visitor is: a token, or a function that gives a fresh one. */
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
  readonly hasOlder: boolean;
  /** Queues a message, which goes out once, or says why it cannot be one. */
  sendMessage(text: string, options?: SendOptions): Result<string>;
  /** Sends a failed message again. */
  retry(clientId: string): void;
  discard(clientId: string): void;
  loadOlder(): Promise<void>;
  connect(): void;
  /** Ends the chat for every component that shows this stream. */
  disconnect(): void;
}

const MAX_MESSAGES = 500;
/** Trimmed now and then, not with every message. */
const TRIM_EVERY = 100;

/**
 * A stream's chat, for a user interface of one's own.
 *
 * Components that show the same stream share one connection. On servers it is an
 * empty chat that is not connected, and so it is in the browser's first render.
 */
export function useChat(options: UseChatOptions): UseChat {
  const { streamId, nickname, autoConnect = true, maxMessages = MAX_MESSAGES } = options;
  const serverUrl = options.serverUrl ?? defaultServer();
  const token = useStableToken(options.token);
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

  const loadedOlder = useRef(0);
  useEffect(() => {
    loadedOlder.current = 0;
  }, [chat]);
  useEffect(() => {
    const kept = maxMessages + loadedOlder.current;
    if (snapshot.rows.length > kept + TRIM_EVERY) chat?.trim(kept);
  }, [chat, snapshot.rows, maxMessages]);

  return useMemo(() => {
    const { connection, pending, viewers, me, hasOlder } = snapshot;
    return {
      ...{ pending, viewers, me, hasOlder },
      messages: toMessages(snapshot),
      isConnected: connection.status === "live",
      status: connection.status,
      error: connection.status === "failed" ? connection.reason : undefined,
      sendMessage: (text, more) => chat!.sendMessage(text, more),
      retry: (clientId) => chat?.retry(clientId),
      discard: (clientId) => chat?.discard(clientId),
      loadOlder: async () => {
        const before = chat?.getSnapshot().rows.length ?? 0;
        await chat?.loadOlder();
        loadedOlder.current += Math.max(0, (chat?.getSnapshot().rows.length ?? 0) - before);
      },
      connect: () => chat?.connect(),
      disconnect: () => chat?.disconnect(),
    };
  }, [chat, snapshot]);
}
