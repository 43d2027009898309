import { LIMITS } from "../limits.ts";
import type { ErrorCode } from "./error-codes.ts";

const inEnglish = (count: number) => count.toLocaleString("en");

const SENTENCES: Record<ErrorCode, string> = {
  "bad-request": "The request does not have the right form.",
  "unknown-event": "This server does not know that event.",
  "invalid-stream-id": `A stream id has 1 to ${LIMITS.streamIdChars} characters out of A-Z a-z 0-9 _ . : -`,
  "invalid-nickname": `A nickname has 1 to ${LIMITS.nicknameGraphemes} visible characters.`,
  "invalid-client-id": `A clientId has 1 to ${LIMITS.clientIdChars} characters out of A-Z a-z 0-9 _ . : -`,
  "empty-message": "Write something before sending.",
  "message-too-long": `A message has at most ${LIMITS.messageGraphemes} characters, ${inEnglish(LIMITS.messageBytes)} bytes and ${LIMITS.messageLines} lines. Shorten it.`,
  "not-joined": "Join the room with join-room first.",
  "too-many-rooms": `A connection can be in ${LIMITS.roomsPerConnection} rooms. Leave one first.`,
  "sign-in-required": "Sign in to write.",
  "nickname-required": "Choose a nickname to write: send it with join-room.",
  "invalid-token": "The token was not accepted. Sign in again.",
  "token-expired": "The token has expired. Get a fresh one.",
  "token-not-yet-valid": "The token will be accepted soon. Try again after retryAfterMs.",
  "different-person": "This token belongs to somebody else. Connect again with it.",
  "name-taken": "That name belongs to somebody who looks after this chat. Choose another.",
  "sign-in-expired": "This sign-in is not valid any more. Begin again.",
  "invitation-invalid": "This link was used, revoked or has expired. Ask for another.",
  forbidden: "You may not do this. Only the author, a moderator or an owner may.",
  "not-found": "This does not exist, or no longer exists.",
  conflict: "This clientId was used for something else. Make a new one.",
  "rate-limited": "Too many messages in a short time. Wait a moment.",
  "slow-mode": "This chat is in slow mode. Wait before the next message.",
  "timed-out": "You cannot write here for a while.",
  banned: "You cannot write here any more.",
  frozen: "Only staff can write at the moment.",
  "stream-ended": "This stream is over. What was written can still be read.",
  "members-only": "Only members can write at the moment. Sign in.",
  "account-too-new": "You have not been here long enough to write. Wait, then try again.",
  "emoji-only": "Only emoji can be sent at the moment.",
  "no-links": "Links cannot be sent here. Take the link out.",
  "repeated-message": "This has just been said. Say it in other words.",
  filtered: "This chat does not allow that. Say it in other words.",
  "unknown-stream": "There is no such stream on this server.",
  "server-busy": "Many are joining at this moment. Try again after retryAfterMs.",
  "store-unavailable": "Messages cannot be saved at the moment. Try again.",
  "store-busy": "Saving takes too long at the moment. Repeat with the same clientId.",
  "store-full": "There is no room to save messages. Try again later.",
  internal: "Something went wrong on the server.",
};

/** The sentence of a refusal, for developers: end users see the widget's translation. */
export function sentenceOf(code: ErrorCode): string {
  return SENTENCES[code];
}
