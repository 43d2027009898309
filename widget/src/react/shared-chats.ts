import { ChatClient, type Chat, type ChatClientOptions } from "../store/index.ts";

/** A chat that several components use. */
export interface SharedChat {
  readonly chat: Chat;
  /** Whether it has been let go of; whoever asks again gets another one. */
  readonly isOver: boolean;
  /** One more component uses it; the function returned says that it no longer does. */
  use(): () => void;
}

const shared = new Map<string, SharedChat>();

/**
 * The chat of a stream: the same for every component that asks with the same options.
 *
 * It is let go of a task after its last use, because React's strict mode unmounts and
 * mounts anew, and must not connect twice for that. Of several tokens that are
 * functions the first one's counts: components make a new one each time they render.
 */
export function sharedChat(options: ChatClientOptions): SharedChat {
  const { serverUrl, streamId, nickname, token } = options;
  const tokenKey = typeof token === "function" ? "()" : `=${token ?? ""}`;
  const key = JSON.stringify([serverUrl, streamId, nickname, tokenKey]);
  let known = shared.get(key);
  if (!known) {
    known = shareUntil(new ChatClient(options), () => shared.delete(key));
    shared.set(key, known);
  }
  return known;
}

function shareUntil(chat: Chat, onUnused: () => void): SharedChat {
  let uses = 0;
  let isOver = false;
  const release = (): void => {
    uses -= 1;
    setTimeout(() => {
      if (uses > 0 || isOver) return;
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
    use: () => {
      uses += 1;
      return release;
    },
  };
}
