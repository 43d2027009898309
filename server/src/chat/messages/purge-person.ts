import { isChannelKey } from "../ports/channel-key.ts";
import type { CommitQueue } from "../commit/commit-queue.ts";
import type { ReservedNames } from "../moderation/reserved-names.ts";
import type { MessageLog } from "../ports/message-log.ts";

interface PurgePersonPorts {
  readonly log: MessageLog;
  readonly commits: CommitQueue;
  readonly reservedNames: Pick<ReservedNames, "releaseAll">;
}

/**
 * Removes every message of a person from every stream, for everyone, and frees their name. (SPEC AD3)
 *
 * Resolves with the number of streams that had any. If it rejects halfway, calling it again
 * completes the rest.
 */
export async function purgePerson(
  { log, commits, reservedNames }: PurgePersonPorts,
  userId: string,
): Promise<number> {
  await reservedNames.releaseAll(userId);
  const streams = await log.streamsOf(userId);
  for (const streamId of streams) await commits.append({ kind: "purge", streamId, userId });
  // Of channels, too, what staff noted goes; nobody has written in them.
  return streams.filter((key) => !isChannelKey(key)).length;
}
