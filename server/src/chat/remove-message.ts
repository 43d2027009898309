import { accept, refuse, type RemoveMessage, type Result } from "#protocol";
import type { Chat } from "./chat.ts";
import type { Connection } from "./connection.ts";
import { whyMute } from "./introduce.ts";

/** Removes a message for everyone, those who are away included. (SPEC RM1, LOG5) */
export async function removeMessage(
  chat: Chat,
  connection: Connection,
  { streamId, id }: RemoveMessage,
): Promise<Result<object>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  const nowMs = chat.clock.nowMs();
  const reason = whyMute(connection.identity, me, nowMs);
  if (reason) return refuse(reason);
  const moderates = me.role === "moderator" || me.role === "owner";
  const result = await chat.commits.append({
    kind: "removal",
    streamId,
    messageId: id,
    ...(!moderates && { onlyOf: me.userId }),
  });
  return result.outcome === "refused" ? refuse(result.code) : accept({});
}
