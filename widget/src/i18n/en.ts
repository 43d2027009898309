import type { ErrorCode } from "#protocol";

/** Every text that a person can read. Other languages have the same, or do not compile. */
export const en = {
  title: "Live chat",
  viewers: (count: string) => `${count} watching`,
  messages: "Messages",
  emptyTitle: "No messages yet",
  emptyHint: "Say hello and start the conversation.",

  connecting: "Connecting…",
  live: "Connected",
  reconnecting: "Connection lost. Trying again…",
  reconnectingIn: (seconds: number) => `Connection lost. Trying again in ${seconds} s.`,
  tryNow: "Try now",
  offline: "You are offline. Messages are sent once you are back.",
  failedTitle: "The chat cannot start",
  originNotAllowed: (origin: string) =>
    `This chat server does not allow ${origin}. Its operator has to add this address to CHAT_ORIGINS.`,
  serverUnreachable: (server: string) =>
    `No chat server answers at ${server}. Check server-url, or wait until the server is back.`,
  invalidServerUrl: "server-url is not an address.",
  invalidStreamId:
    "stream-id is missing or not valid. It takes 1 to 128 letters, digits or _ . : -",
  refused: "The chat server does not let you in. Reload the page, or sign in again.",

  placeholder: "Write a message",
  send: "Send",
  charactersLeft: (count: number) => `${count} characters left`,
  readOnly: "You can read along here.",
  signInRequired: "Sign in to join the conversation.",
  signInAgain: "Your sign-in has run out. Sign in again to write.",
  mayNotWrite: "You cannot write here at the moment.",

  nicknamePrompt: "Choose a nickname to join in",
  nickname: "Nickname",
  nicknameStart: "Join",
  nicknameSave: "Save",
  nicknameCancel: "Cancel",
  nicknameChange: (name: string) => `Writing as ${name}. Change nickname`,

  sending: "Sending…",
  retry: "Retry",
  discard: "Discard",
  remove: "Delete message",
  removed: "Message deleted",
  moderator: "Moderator",
  owner: "Host",

  newMessages: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  toNewest: "Jump to newest",
  loadingOlder: "Loading older messages…",
  missed: "Some messages from while you were away are not shown.",
  showMissed: "Show them",

  errors: {
    "bad-request": "The server did not understand this.",
    "unknown-event": "The server cannot do this yet.",
    "invalid-stream-id": "This chat's address is not valid.",
    "invalid-nickname": "A nickname has 1 to 32 visible characters.",
    "invalid-client-id": "The message could not be sent.",
    "empty-message": "Write something first.",
    "message-too-long": "The message is too long. Shorten it.",
    "not-joined": "Not connected to this chat yet.",
    "too-many-rooms": "Too many chats are open at once.",
    "sign-in-required": "Sign in to write.",
    "nickname-required": "Choose a nickname first.",
    "invalid-token": "Your sign-in was not accepted. Sign in again.",
    "token-expired": "Your sign-in has run out. Sign in again.",
    forbidden: "You are not allowed to do this.",
    "not-found": "This message is no longer there.",
    conflict: "The message could not be sent. Try again.",
    "rate-limited": "That was too fast. Wait a moment.",
    "store-unavailable": "Messages cannot be saved right now. Try again.",
    "store-busy": "The server is busy right now. Try again.",
    "store-full": "The server has no space left. Try again later.",
    internal: "Something went wrong on the server. Try again.",
    "not-delivered": "Not sent: there was no connection.",
  } satisfies Record<ErrorCode | "not-delivered", string>,
};

export type Texts = typeof en;
