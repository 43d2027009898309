import { accept, refuse, type Result } from "./errors/result.ts";
import { LIMITS, STREAM_ID_PATTERN } from "./limits.ts";
import { isHttpsAddress } from "./messages/https-address.ts";

const LONE_SURROGATE = /\p{Surrogate}/gu;
// C0 and C1 controls except tab and line feed, and bidi controls that can reorder adjacent text.
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${LIMITS.marksPerLetter}})\\p{M}+`, "gu");
// Hangul fillers are default-ignorable; the blank braille pattern is not.
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * Prepares a text for storage: well-formed, NFC, without controls, trimmed. (SPEC SM2)
 *
 * NFC instead of NFKC, which would turn ㅋㅋㅠ into other letters.
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(LONE_SURROGATE, "\uFFFD")
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      .replace(CONTROLS, "")
      // Before composing, which is slow with thousands of marks, and again after it.
      .replace(TOO_MANY_MARKS, "$1")
      .normalize("NFC")
      .replace(TOO_MANY_MARKS, "$1")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  );
}

/** Prepares a name: like `cleanText`, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ");
}

export function countLines(text: string): number {
  return text.split("\n").length;
}

/** Whether the text has no visible characters. (SPEC SM2) */
export function isInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}

const segmenter =
  typeof Intl !== "undefined" && "Segmenter" in Intl
    ? new Intl.Segmenter(undefined, { granularity: "grapheme" })
    : undefined;

/** Counts grapheme clusters: 👨‍👩‍👧 is one, and so is 각 however it was typed. */
export function countGraphemes(text: string): number {
  if (!segmenter) return [...text].length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return count;
}

/** The first grapheme cluster, if there is one. */
export function firstGrapheme(text: string): string | undefined {
  if (!segmenter) return [...text][0];
  return segmenter.segment(text)[Symbol.iterator]().next().value?.segment;
}

/** The size of the text in UTF-8, without encoding it. */
export function countUtf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair stands for two of four bytes.
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

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
