import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, startPostgres } from "../../../tests/support/postgres.ts";
import { startRedis } from "../../../tests/support/redis.ts";
import { startServerProcess } from "../../../tests/support/server-process.ts";
import { cpuMsOf, threadsCpuMs } from "../process-cost.ts";

/** What an operator starts. */
export interface SetUp {
  readonly name: string;
  readonly nodes?: 2;
  readonly workers?: number;
  readonly hasPostgres?: true;
  readonly hasRedis?: true;
}

/** CPU time in ms. */
export interface Spent {
  /** All processes of the chat. */
  chat: number;
  /** Of these, the first one: its event loop, and its other threads, such as the database's. */
  mainThread: number;
  otherThreads: number;
  postgres: number;
  redis: number;
}

/** A chat as an operator starts it; all of its processes share all cores with the load. */
export interface OperatedChat {
  readonly ports: readonly number[];
  spent(): Spent;
  stop(): Promise<void>;
}

/** Starts the built server, and what it needs besides. */
export async function startOperatedChat(setUp: SetUp): Promise<OperatedChat> {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
  const postgres = setUp.hasPostgres && (await startPostgres({ durable: true }));
  const redis = setUp.hasRedis && (await startRedis());
  const env = {
    ...{ CHAT_GUESTS: "true", CHAT_RATE_LIMIT: "off", CHAT_HOST: "127.0.0.1" },
    CHAT_DATABASE_URL: postgres ? await createDatabase(postgres.url) : "sqlite:./chat.db",
    ...(redis && { CHAT_REDIS_URL: redis.url }),
    ...(setUp.workers && { CHAT_WORKERS: String(setUp.workers) }),
  };
  const nodes = [await startServerProcess(env, folder)];
  if (setUp.nodes) nodes.push(await startServerProcess(env, folder));
  return {
    ports: nodes.map(({ url }) => Number(new URL(url).port)),
    spent: () => {
      const { main, others } = threadsCpuMs(nodes[0]!.child.pid!);
      return {
        chat: nodes.reduce((sum, { child }) => sum + cpuMsOf(child.pid!), 0),
        mainThread: main,
        otherThreads: others,
        postgres: postgres ? cpuMsOf(postgres.process.pid!) : 0,
        redis: redis ? cpuMsOf(redis.process.pid!) : 0,
      };
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.end("SIGTERM")));
      if (redis) await redis.stop();
      if (postgres) await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
