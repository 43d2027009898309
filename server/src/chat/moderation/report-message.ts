import { accept, refuse, type ReportReason, type Result } from "#protocol";
import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "./caller-of.ts";
import { noteReviewNews } from "../commit/publish-committed.ts";
import { sendRefusal } from "../participants/resolve-participant.ts";

/**
 * Tells staff of a message that somebody wants looked at. (SPEC HE4)
 *
 * Whoever may write may report, also while something keeps them from writing.
 */
export async function reportMessage(
  chat: Chat,
  connection: Connection,
  { streamId, id, reason }: { streamId: string; id: string; reason: ReportReason },
): Promise<Result<object>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  const mute = sendRefusal(connection.identity, me, chat.storeClock.nowMs());
  if (mute && mute !== "nickname-required") return refuse(mute);
  const { userId } = me;
  const reported = await chat.reads.read(
    "report",
    callerOf(chat, connection, streamId, me),
    () => chat.moderation.report({ streamId, messageId: id, userId, reason }),
    () => connection.closed,
  );
  if (!reported.ok) return reported;
  if (!reported.value) return refuse("not-found");
  noteReviewNews(chat, streamId);
  return accept({});
}
