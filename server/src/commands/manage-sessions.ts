import { withStorage, type Environment } from "./with-storage.ts";

/** Runs `live-chat-server list-sessions <user id>`. */
export async function listSessions(args: readonly string[], env: Environment): Promise<void> {
  const [userId] = args;
  if (!userId || args.length > 1)
    throw new Error("Write: live-chat-server list-sessions <user id>");
  const sessions = await withStorage(env, ({ sessions: store }) => store.listOf(userId));
  for (const { id, origin, nickname = "", createdAtMs, refreshedAtMs } of sessions) {
    const [created, refreshed] = [createdAtMs, refreshedAtMs].map((ms) =>
      new Date(ms).toISOString(),
    );
    process.stdout.write(`${id}\t${origin}\t${nickname}\t${created}\t${refreshed}\n`);
  }
  process.stdout.write(`${countOf(sessions.length)} of ${userId}.\n`);
}

/** Runs `live-chat-server end-sessions <user id> [<session id>]`, or `end-sessions --all`. */
export async function endSessions(args: readonly string[], env: Environment): Promise<void> {
  const [userId, sessionId] = args;
  if (!userId || args.length > 2)
    throw new Error(
      "Write: live-chat-server end-sessions <user id>, with a session's id after it to end only that " +
        "one, or live-chat-server end-sessions --all",
    );
  const ended = await withStorage(env, async ({ sessions: store }) =>
    userId === "--all" ? store.endAll() : (await store.endOf(userId, sessionId)).length,
  );
  process.stdout.write(`Ended ${countOf(ended)}. Running servers know within 2 s.\n`);
}

function countOf(count: number): string {
  return count === 1 ? "1 session" : `${count} sessions`;
}
