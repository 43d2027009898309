import { isHttpsAddress } from "./https-address.ts";
import type { Position } from "./entities.ts";
import { isGiven, isToken, record } from "./fields.ts";
import type { FetchEntries, JoinRoom, LoadHistory, RemoveMessage, SendMessage } from "./events.ts";
import { CLIENT_ID_PATTERN, LIMITS, STREAM_ID_PATTERN } from "./limits.ts";
import { accept, refuse, type Result } from "./result.ts";
import {
  cleanLine,
  cleanText,
  countGraphemes,
  countLines,
  countUtf8Bytes,
  isInvisible,
} from "./text.ts";

/*
 * Every payload comes in as `unknown` and leaves as its type or as a refusal. (SPEC ER3)
 * Only own properties are read and the result is built anew, so neither
 * `__proto__` keys nor extra ones get past this file.
 */

export function parseJoinRoom(raw: unknown): Result<JoinRoom> {
  const fields = record(raw);
  if (!fields) return refuse("bad-request");
  const streamId = parseStreamId(fields("streamId"));
  if (!streamId.ok) return streamId;

  const join: JoinRoom = { streamId: streamId.value };
  const claim = fields("user");
  if (isGiven(claim)) {
    const user = parseClaim(claim);
    if (!user.ok) return user;
    join.user = user.value;
  }
  const after = fields("after");
  if (isGiven(after)) {
    const position = parsePosition(after);
    if (!position.ok) return position;
    join.after = position.value;
  }
  const wants = fields("wants");
  if (Array.isArray(wants) && wants.includes("entries")) join.wants = ["entries"];
  return accept(join);
}

export function parseLeaveRoom(raw: unknown): Result<{ streamId: string }> {
  const streamId = parseStreamId(typeof raw === "string" ? raw : record(raw)?.("streamId"));
  return streamId.ok ? accept({ streamId: streamId.value }) : streamId;
}

export function parseSendMessage(raw: unknown): Result<SendMessage> {
  const fields = record(raw);
  if (!fields) return refuse("bad-request");
  const streamId = parseStreamId(fields("streamId"));
  if (!streamId.ok) return streamId;
  const message = parseMessageText(fields("message"));
  if (!message.ok) return message;
  const send: SendMessage = { streamId: streamId.value, message: message.value };
  const clientId = fields("clientId");
  if (isGiven(clientId)) {
    if (typeof clientId !== "string" || !CLIENT_ID_PATTERN.test(clientId))
      return refuse("invalid-client-id");
    send.clientId = clientId;
  }
  const replyTo = fields("replyTo");
  if (isGiven(replyTo)) {
    if (typeof replyTo !== "string")
      return refuse("bad-request", { message: "replyTo must be the id of a message." });
    // What can be nobody's id names no message. (SPEC SM9)
    if (isToken(replyTo)) send.replyTo = replyTo;
  }
  return accept(send);
}

export function parseLoadHistory(raw: unknown): Result<Required<LoadHistory>> {
  const page = parsePage(raw, "before", LIMITS.historyPageMessages);
  if (!page.ok) return page;
  const { streamId, seq, limit } = page.value;
  return accept({ streamId, before: seq, limit });
}

export function parseFetchEntries(raw: unknown): Result<Required<FetchEntries>> {
  const page = parsePage(raw, "after", LIMITS.fetchEntries);
  if (!page.ok) return page;
  const { streamId, seq, limit } = page.value;
  return accept({ streamId, after: seq, limit });
}

export function parseRemoveMessage(raw: unknown): Result<RemoveMessage> {
  const fields = record(raw);
  if (!fields) return refuse("bad-request");
  const streamId = parseStreamId(fields("streamId"));
  if (!streamId.ok) return streamId;
  const id = fields("id");
  if (!isToken(id) || id === "") return refuse("not-found");
  return accept({ streamId: streamId.value, id });
}

/** A token of whatever content; whose it is, is found out elsewhere. (SPEC ID1) */
export function parseAuthenticate(raw: unknown): Result<{ token: string }> {
  const token = record(raw)?.("token");
  if (typeof token !== "string" || token === "") return refuse("bad-request");
  if (token.length > LIMITS.tokenChars) return refuse("invalid-token");
  return accept({ token });
}

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

function parseClaim(raw: unknown): Result<NonNullable<JoinRoom["user"]>> {
  const fields = record(raw);
  if (!fields) return refuse("bad-request", { message: "user must be an object." });
  const claimed = fields("nickname");
  // Whoever has a token need not claim a name. (SPEC JR3)
  const nickname = isGiven(claimed) ? parseNickname(claimed) : undefined;
  if (nickname && !nickname.ok) return nickname;
  const avatarUrl = safeAvatarUrl(fields("avatarUrl"));
  return accept({ ...(nickname && { nickname: nickname.value }), ...(avatarUrl && { avatarUrl }) });
}

function parsePosition(raw: unknown): Result<Position> {
  const fields = record(raw);
  const epoch = fields?.("epoch");
  const seq = fields?.("seq");
  const id = fields?.("id");
  if (!isToken(epoch) || !isToken(id) || !Number.isSafeInteger(seq) || (seq as number) < 0)
    return refuse("bad-request", { message: "after must be { epoch, seq, id }." });
  return accept({ epoch, seq: seq as number, id });
}

function parsePage(
  raw: unknown,
  bound: "before" | "after",
  maxLimit: number,
): Result<{ streamId: string; seq: number; limit: number }> {
  const fields = record(raw);
  if (!fields) return refuse("bad-request");
  const streamId = parseStreamId(fields("streamId"));
  if (!streamId.ok) return streamId;
  const seq = fields(bound);
  const limit = fields("limit") ?? maxLimit;
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(limit))
    return refuse("bad-request", { message: `${bound} and limit must be whole numbers.` });
  return accept({
    streamId: streamId.value,
    seq: seq as number,
    limit: Math.min(Math.max(limit as number, 1), maxLimit),
  });
}
