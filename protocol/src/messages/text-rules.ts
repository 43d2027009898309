import { accept, refuse, type Result } from "../errors/result.ts";
import { LIMITS, STREAM_ID_PATTERN } from "../limits.ts";
import {
  cleanLine,
  cleanText,
  countGraphemes,
  countLines,
  countUtf8Bytes,
  isInvisible,
} from "../text.ts";
import { isHttpsAddress } from "./https-address.ts";

/* Rules for cleaned texts. */

export function parseStreamId(raw: unknown): Result<string> {
  return typeof raw === "string" && STREAM_ID_PATTERN.test(raw)
    ? accept(raw)
    : refuse("invalid-stream-id");
}

/** Cleans a message and checks its length. (SPEC SM2, SM3) */
export function parseMessageText(raw: unknown): Result<string> {
  if (typeof raw !== "string")
    return refuse("bad-request", { message: "message must be a string." });
  // Too long for cleaning to reduce it to the limit, so the cost of cleaning is saved.
  if (raw.length > 4 * LIMITS.messageBytes) return refuse("message-too-long");
  const text = cleanText(raw);
  if (isInvisible(text)) return refuse("empty-message");
  if (
    countUtf8Bytes(text) > LIMITS.messageBytes ||
    countLines(text) > LIMITS.messageLines ||
    (text.length > LIMITS.messageGraphemes && countGraphemes(text) > LIMITS.messageGraphemes)
  )
    return refuse("message-too-long");
  return accept(text);
}

/** Cleans a nickname and checks its length. */
export function parseNickname(raw: unknown): Result<string> {
  // 512 code units bound the work before graphemes are counted.
  if (typeof raw !== "string" || raw.length > 512) return refuse("invalid-nickname");
  const name = cleanLine(raw);
  if (isInvisible(name) || countGraphemes(name) > LIMITS.nicknameGraphemes)
    return refuse("invalid-nickname");
  return accept(name);
}

/** The URL if it may be loaded as an avatar, else undefined. (SPEC JR3) */
export function safeAvatarUrl(raw: unknown): string | undefined {
  if (typeof raw !== "string" || raw.length > LIMITS.avatarUrlChars) return undefined;
  return isHttpsAddress(raw) && !/["'<>\\]/.test(raw) ? raw : undefined;
}
