import { visitorSession } from "../element/sign-in/visitor-session.ts";
import { ChatClient, type Chat, type ChatClientOptions } from "../client/index.ts";
import { parseServerUrl } from "../client/connection/server-address.ts";

/** A chat shared by several components. */
export interface SharedChat {
  readonly chat: Chat;
  /** Whether it has ended; a later request gets a new one. */
  readonly isOver: boolean;
  /** Registers a component; the returned function releases it. */
  use(component: object): () => void;
  /** Notes how many of the newest rows a component needs, and drops those that none needs. */
  trim(component: object, keepRows: number): void;
}

const shared = new Map<string, SharedChat>();

/**
 * The chat of a stream: the same for every component with the same options.
 *
 * It ends a task after its last use, because React's strict mode unmounts and remounts, which must
 * not connect twice. Without a token it is the chat of the person signed in through the element, on
 * the same connection.
 */
export function sharedChat(options: ChatClientOptions): SharedChat {
  const { serverUrl, streamId, nickname, token } = options;
  const tokenKey = typeof token === "function" ? "()" : `=${token ?? ""}`;
  const key = JSON.stringify([serverUrl, streamId, nickname, tokenKey]);
  let known = shared.get(key);
  if (!known) {
    const address = parseServerUrl(serverUrl);
    const session = token || !address ? undefined : visitorSession(address);
    const chat = new ChatClient({ ...options, token: token ?? session?.token });
    const unsubscribe = session?.subscribe(() => chat.reauthenticate());
    known = shareUntil(chat, () => {
      unsubscribe?.();
      shared.delete(key);
    });
    shared.set(key, known);
  }
  return known;
}

function shareUntil(chat: Chat, onUnused: () => void): SharedChat {
  /** The components, and how many rows each needs. */
  const uses = new Map<object, number>();
  let isOver = false;
  const release = (component: object): void => {
    uses.delete(component);
    setTimeout(() => {
      if (uses.size > 0 || isOver) return;
      isOver = true;
      chat.disconnect();
      onUnused();
    });
  };
  return {
    chat,
    get isOver() {
      return isOver;
    },
    use: (component) => {
      uses.set(component, Infinity);
      return () => release(component);
    },
    trim: (component, keepRows) => {
      if (!uses.has(component)) return;
      uses.set(component, keepRows);
      chat.trim(Math.max(...uses.values()));
    },
  };
}
