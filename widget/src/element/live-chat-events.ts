import type { ChatMessage } from "#protocol";
import type { ConnectionState, SendError } from "../client/index.ts";

/** The events of `<live-chat>`. All of them bubble and cross shadow roots. */
export interface LiveChatEvents {
  /** The chat is live for the first time since it was connected, or was live already. */
  "live-chat-ready": { streamId: string };
  /** The connection state has changed. */
  "live-chat-status-changed": { connection: ConnectionState };
  /** The log has accepted a message that was written here. */
  "live-chat-message-sent": { message: ChatMessage };
  /** A message that was written here was refused, or waited too long for a connection. */
  "live-chat-message-failed": { text: string; error: SendError; reason?: string | undefined };
  /** A guest has chosen a name. */
  "live-chat-nickname-changed": { nickname: string };
  /** The visitor wants to sign in. Pages with their own sign-in call `preventDefault()`. */
  "live-chat-sign-in": { streamId: string };
}

export type LiveChatEvent<Name extends keyof LiveChatEvents> = CustomEvent<LiveChatEvents[Name]>;

/**
 * Dispatches an event to the page; false if the page prevents the default.
 *
 * Errors of its listeners are reported, and do not affect the chat.
 */
export function tell<Name extends keyof LiveChatEvents>(
  from: EventTarget,
  name: Name,
  detail: LiveChatEvents[Name],
): boolean {
  const cancelable = name === "live-chat-sign-in";
  return from.dispatchEvent(
    new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }),
  );
}

declare global {
  interface HTMLElementEventMap extends EventMap {}
}

type EventMap = { [Name in keyof LiveChatEvents]: LiveChatEvent<Name> };
