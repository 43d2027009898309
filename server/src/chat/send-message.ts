import {
  accept,
  refuse,
  type ChatMessage,
  type Me,
  type Result,
  type SendMessage,
} from "#protocol";
import type { Chat } from "./chat.ts";
import type { Connection } from "./connection.ts";
import { whyMute } from "./introduce.ts";
import { toChatMessage } from "./log-window.ts";
import type { AppendMessage } from "./ports.ts";

/**
 * Appends a message to a stream's log. (SPEC SM1–SM9, LOG3)
 *
 * Resolves after the commit and after the message was shown to the room.
 * Rejects with a `StoreError`. (SPEC LOG7)
 */
export async function sendMessage(
  chat: Chat,
  connection: Connection,
  send: SendMessage,
): Promise<Result<ChatMessage>> {
  const { rooms } = connection;
  // Only where it has not joined yet: a join that waits for the store must not hold this up.
  const me = rooms.get(send.streamId) ?? (await connection.inTurn(() => rooms.get(send.streamId)));
  if (!me) return refuse("not-joined");
  const nowMs = chat.clock.nowMs();
  const reason = whyMute(connection.identity, me, nowMs);
  if (reason) return refuse(reason);
  const retryAfterMs = chat.sendLimit.admit(me.userId, send, nowMs);
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });

  const result = await chat.commits.append(toAppend(me, send));
  if (result.outcome === "refused") return refuse(result.code);
  if (result.entry?.kind !== "message") throw new Error("a message was appended as something else");
  return accept(toChatMessage(send.streamId, result.entry));
}

function toAppend(
  { userId, nickname = "", avatarUrl, role }: Me,
  send: SendMessage,
): AppendMessage {
  return {
    kind: "message",
    streamId: send.streamId,
    author: { userId, nickname, role, ...(avatarUrl && { avatarUrl }) },
    message: send.message,
    ...(send.clientId && { clientId: send.clientId }),
    ...(send.replyTo && { replyTo: send.replyTo }),
  };
}
