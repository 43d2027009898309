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

/* What a text must be like, once it is clean. */

export function parseStreamId(raw: unknown): Result<string> {
  return typeof raw === "string" && STREAM_ID_PATTERN.test(raw)
    ? accept(raw)
    : refuse("invalid-stream-id");
}

/** Cleans and measures a message. (SPEC SM2, SM3) */
export function parseMessageText(raw: unknown): Result<string> {
  if (typeof raw !== "string")
    return refuse("bad-request", { message: "message must be a string." });
  // Far more than cleaning can bring down to size; cleaning it all the same would cost.
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

/** Cleans and measures a nickname. */
export function parseNickname(raw: unknown): Result<string> {
  // 512 code units bound the work before graphemes are counted.
  if (typeof raw !== "string" || raw.length > 512) return refuse("invalid-nickname");
  const name = cleanLine(raw);
  if (isInvisible(name) || countGraphemes(name) > LIMITS.nicknameGraphemes)
    return refuse("invalid-nickname");
  return accept(name);
}

/** The URL if it may be shown as a picture, else undefined. (SPEC JR3) */
export function safeAvatarUrl(raw: unknown): string | undefined {
  if (typeof raw !== "string" || raw.length > LIMITS.avatarUrlChars) return undefined;
  return isHttpsAddress(raw) && !/["'<>\\]/.test(raw) ? raw : undefined;
}
