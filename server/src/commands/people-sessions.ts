import { existsSync } from "node:fs";
import type { SessionStore } from "../chat/ports.ts";
import { optionsFromEnvironment } from "../options.ts";
import { openStorage } from "../storage/open-storage.ts";
import { sqlitePath } from "../storage/sqlite/sqlite-path.ts";
import { systemClock } from "../system-clock.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs `live-chat-server list-sessions <user id>`. */
export async function listSessions(args: readonly string[], env: Environment): Promise<void> {
  const [userId] = args;
  if (!userId || args.length > 1)
    throw new Error("Write: live-chat-server list-sessions <user id>");
  const sessions = await withSessions(env, (store) => store.listOf(userId));
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
      "Write: live-chat-server end-sessions <user id>, with a session's id behind it for that " +
        "one alone, or live-chat-server end-sessions --all",
    );
  const ended = await withSessions(env, async (store) =>
    userId === "--all" ? store.endAll() : (await store.endOf(userId, sessionId)).length,
  );
  process.stdout.write(`Ended ${countOf(ended)}. Running servers know within 2 s.\n`);
}

async function withSessions<T>(
  env: Environment,
  run: (store: SessionStore) => Promise<T>,
): Promise<T> {
  const options = optionsFromEnvironment(env);
  if (options.databaseUrl === "memory:")
    throw new Error("CHAT_DATABASE_URL is memory:, which only the running server can read.");
  const path = sqlitePath(options.databaseUrl);
  if (path !== undefined && !existsSync(path)) throw new Error(`There is no database at ${path}.`);
  const { sessions, log } = await openStorage(
    options,
    systemClock,
    (notice) => void process.stderr.write(`${notice}\n`),
  );
  try {
    return await run(sessions);
  } finally {
    await log.close();
  }
}

function countOf(count: number): string {
  return count === 1 ? "1 session" : `${count} sessions`;
}
