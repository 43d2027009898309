import { isChannelKey } from "../ports/channel-key.ts";
import type { CommitQueue } from "../commit/commit-queue.ts";
import type { MessageLog } from "../ports/message-log.ts";

/**
 * Removes every message of a person from every stream, for everyone. (SPEC AD3)
 *
 * Resolves with the number of streams that had any. If it rejects halfway, calling it again
 * completes the rest.
 */
export async function purgePerson(
  log: MessageLog,
  commits: CommitQueue,
  userId: string,
): Promise<number> {
  const streams = await log.streamsOf(userId);
  for (const streamId of streams) await commits.append({ kind: "purge", streamId, userId });
  // Of channels, too, what staff noted goes; nobody has written in them.
  return streams.filter((key) => !isChannelKey(key)).length;
}
