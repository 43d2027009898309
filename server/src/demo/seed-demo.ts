import type { ModerationAction } from "#protocol";
import type { CommitQueue } from "../chat/commit/commit-queue.ts";
import type { MessageLog } from "../chat/ports/message-log.ts";
import { CAST } from "./cast.ts";

/** The stream of the demo's page. */
export const DEMO_STREAM = "demo";

export interface DemoPorts {
  log: Pick<MessageLog, "readTail" | "readMessages">;
  commits: CommitQueue;
}

/** The conversation that the first visitor of the demo finds. */
const OPENING: readonly (readonly [userId: string, message: string])[] = [
  ["demo:ko-0", "안녕하세요~ 오늘도 왔어요"],
  ["demo:en-0", "Hello from Berlin, still morning here ☀️"],
  ["demo:ko-1", "이거 높이가 어느 정도예요?"],
  ["demo:host", "21cm예요. 하나하나 손으로 빚어서 조금씩 달라요."],
  ["demo:ja-0", "色がとてもきれいですね"],
  ["demo:en-1", "Is the plum blossom painted by hand?"],
  ["demo:host", "Yes, every petal. 네, 매화는 붓으로 한 송이씩 그려요."],
  ["demo:ko-2", "방금 주문했어요!! 빨리 받고 싶다"],
];
/** Number of recent messages searched for simulated people. */
const RECENT_MESSAGES = 1_000;

/** Writes a short conversation into an empty stream. */
export async function seedConversation(
  { log, commits }: DemoPorts,
  streamId: string,
): Promise<void> {
  if ((await log.readTail(streamId, 1)).epoch !== "") return;
  await Promise.all(
    OPENING.map(([userId, message]) => {
      const author = CAST.find((extra) => extra.userId === userId)!;
      const { nickname, role } = author;
      return commits.append({
        kind: "message",
        streamId,
        message,
        author: { userId, nickname, role },
      });
    }),
  );
}

/** Whether a stream has messages of simulated people. */
export async function hasCastMessages(log: DemoPorts["log"], streamId: string): Promise<boolean> {
  return (await whoWrote(log, streamId)).made.length > 0;
}

/** Removes all messages of simulated people, and keeps those of visitors. */
export async function clearCastMessages(
  { log, commits }: DemoPorts,
  streamId: string,
): Promise<void> {
  const { made, others } = await whoWrote(log, streamId);
  // Purges leave tombstones; if nobody else has written, clear the stream instead.
  const actions: ModerationAction[] =
    made.length === 0
      ? []
      : others.length === 0
        ? [{ kind: "clear" }]
        : made.map((userId) => ({ kind: "purge", userId }));
  await Promise.all(
    actions.map((action) => commits.append({ kind: "action", streamId, actor: null, action })),
  );
}

async function whoWrote(log: DemoPorts["log"], streamId: string) {
  const recent = await log.readMessages(streamId, Number.MAX_SAFE_INTEGER, RECENT_MESSAGES);
  const writers = [...new Set(recent.map(({ userId }) => userId))];
  const cast = new Set(CAST.map(({ userId }) => userId));
  return {
    made: writers.filter((userId) => cast.has(userId)),
    others: writers.filter((userId) => !cast.has(userId)),
  };
}
