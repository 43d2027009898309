import type { SendError } from "../../client/index.ts";
import type { EmojiTexts } from "./en-emoji.ts";
import type { RoomTexts } from "./en-room.ts";
import type { SettingsTexts } from "./en-settings.ts";

/** Texts that may be needed from the start. */
export const en = {
  title: "Live chat",
  viewers: (count: string) => `${count} watching`,
  messages: "Messages",
  emptyTitle: "No messages yet",
  emptyHint: "Say hello and start the conversation.",

  connecting: "Connecting…",
  live: "Connected",
  joiningQueue: (seconds: number) => `Many people are joining. Your turn comes in ${seconds} s.`,
  storeWaiting: (seconds: number) =>
    `The chat is taking a short break. Trying again in ${seconds} s.`,
  reconnecting: "Connection lost. Trying again…",
  reconnectingIn: (seconds: number) => `Connection lost. Trying again in ${seconds} s.`,
  tryNow: "Try now",
  /** Announced once the connection is restored. */
  reconnected: "Connected again.",
  offline: "You are offline. Messages are sent once you are back.",
  failedTitle: "The chat cannot start",
  membersOnly: "This chat is for members",
  serverUnreachable: (server: string) =>
    `No chat server answers at ${server}. Check server-url, or wait until the server is back.`,
  refused: "The chat server does not let you in. Reload the page, or sign in again.",

  placeholder: "Write a message",
  send: "Send",
  charactersLeft: (count: number) => `${count} characters left`,
  writeFirst: "Write something first.",
  tooLong: (count: number) => `${count} ${count === 1 ? "character" : "characters"} too many`,
  sendIn: (seconds: number) => `You can send again in ${seconds} s.`,
  /** Label of a button that shows the remaining time. */
  waitToSend: "You have to wait a moment.",
  /** Announced when a waiting message was sent automatically. */
  sentNow: "Your message was sent.",
  sendsIn: (seconds: number) => `Sends in ${seconds} s. Press again to stop.`,
  replyingTo: (name: string) => `Replying to ${name}`,
  replyCancel: "Cancel reply",
  /** Announced when the replied message was deleted. */
  replyGone: "The message you were replying to was deleted.",
  suggestions: "Suggestions",

  emoji: "Emoji",
  notLoaded: "This could not be loaded. Try again later.",

  readOnly: "You can read along here.",
  signInRequired: "Sign in to join the conversation.",
  signInElsewhere: "Sign in on this site to join the conversation.",
  signInFailed: "Signing in did not work. Try again.",
  signIn: "Sign in to chat",
  signInAndSend: "Sign in and send",
  signInInstead: "Sign in instead",
  signingIn: "Go on in the other window",
  account: (name: string) => `Writing as ${name}. Account`,
  signOut: "Sign out",
  mayNotWrite: "You cannot write here at the moment.",
  mayWriteAgain: "You can write again.",

  nicknamePrompt: "Choose a nickname to join in",
  nickname: "Nickname",
  nicknameStart: "Join",
  nicknameSave: "Save",
  nicknameCancel: "Cancel",
  nicknameChange: (name: string) => `Writing as ${name}. Change nickname`,

  sending: "Sending…",
  more: "Show more",
  less: "Show less",
  held: "Waiting for review",
  rejected: "Not approved",
  retry: "Retry",
  discard: "Discard",
  remove: "Delete message",
  removed: "Message deleted",
  reply: "Reply",
  /** Label of a button that shows the actions of a message. */
  actions: "Actions",
  /** Label of a button that scrolls to the replied message. */
  inReplyTo: (name: string) => `In reply to ${name}`,
  report: "Report message",
  hide: (name: string) => `Hide ${name}`,
  /** Replaces a quote of somebody whom the reader has hidden. */
  hiddenQuote: "Message from someone you hid",
  /** Announced before a message that mentions the reader. */
  mentioned: "You were mentioned.",
  /** `names` is empty in rooms too large to name people. */
  joined: (names: string, others: number) => `${andOthers(names, others)} joined`,
  left: (names: string, others: number) => `${andOthers(names, others)} left`,
  moderator: "Moderator",
  bot: "Bot",
  owner: "Host",

  newMessages: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  toNewest: "Jump to newest",
  loadingOlder: "Loading older messages…",
  missed: "Some messages from while you were away are not shown.",
  showMissed: "Show them",

  settings: "Chat settings",

  /** Errors that a person can do something about; rare ones are in `en-room.ts`. */
  errors: {
    "invalid-nickname": "A nickname has 1 to 32 visible characters.",
    "message-too-long": "The message is too long. Shorten it.",
    "name-taken": "Somebody who looks after this chat has that name. Choose another.",
    "rate-limited": "That was too fast. Wait a moment.",
    "slow-mode": "Slow mode is on. Wait a moment before the next message.",
    "store-unavailable": "Messages cannot be saved at the moment. Try again soon.",
    "not-delivered": "Not sent: there was no connection.",
    other: "The message could not be sent. Try again.",
  } satisfies { [Code in SendError | "other"]?: string },
};

export type Texts = typeof en;

/** Every text for people. A language with missing texts does not compile. */
export type AllTexts = Texts & EmojiTexts & SettingsTexts & RoomTexts;

function andOthers(names: string, count: number): string {
  if (names === "") return count === 1 ? "1 person" : `${count} people`;
  return count === 0 ? names : `${names} and ${count} ${count === 1 ? "other" : "others"}`;
}
