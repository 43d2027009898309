import { setTimeout as pause } from "node:timers/promises";
import { createDatabase, startPostgres } from "../../../tests/support/postgres.ts";
import { startRedis, type Redis } from "../../../tests/support/redis.ts";
import { AskedProcess } from "../asked-process.ts";
import { ON_LOAD_CORES } from "../cores.ts";
import type { ReturningAnswers } from "../load/returning-load.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";
import { spawnNode } from "../spawn-node.ts";

const VIEWERS = 2_000;
const PER_SECOND = 50;
const WARM_UP_MS = 3_000;
const HEALING_MS = 2_000;
const PATIENCE_MS = 30_000;

type Viewers = AskedProcess<ReturningAnswers>;

/** One room on two nodes that share a Postgres and a Redis, each of which is lost once. */
export const NODES: Scenario = {
  name: "nodes",
  about: `${VIEWERS} viewers on two nodes, ${PER_SECOND} messages/s, Postgres and Redis`,
  run: async ({ seconds, rounds, share }) => {
    const postgres = await startPostgres({ durable: true });
    const redis = await startRedis();
    const options = { databaseUrl: await createDatabase(postgres.url), redisUrl: redis.url };
    const one = await startLiveChat({ options });
    const other = await startLiveChat({ options });
    const viewers: Viewers = new AskedProcess(
      spawnNode("load/returning-load.ts", [], ON_LOAD_CORES),
    );
    try {
      const count = VIEWERS * share;
      await viewers.ask("connect", { ports: [one.port, other.port], count });
      await viewers.ask("talk", PER_SECOND);
      await pause(WARM_UP_MS);
      await report(viewers, undefined);
      await pause(seconds * 1_000);
      await report(viewers, "both up");
      // The long form takes the bus away for a minute.
      await loseRedis(viewers, redis, rounds > 3 ? 60_000 : 10_000);
      await one.process.kill();
      await until(viewers, ({ joined }) => joined === count);
      await viewers.ask("hush");
      await until(viewers, ({ least, most }) => least === most);
      const { gaps, restarts } = await viewers.ask("state");
      console.log(
        `  a node killed: all are on the other, at the same message; ` +
          `${gaps} gaps in all this, ${restarts} joins that did not go on where they were`,
      );
    } finally {
      await viewers.end();
      await other.stop();
      await one.stop();
      await redis.stop();
      await postgres.stop();
    }
  },
};

async function loseRedis(viewers: Viewers, redis: Redis, forMs: number): Promise<void> {
  redis.process.kill("SIGKILL");
  await pause(forMs);
  await report(viewers, `Redis gone for ${forMs / 1_000} s`);
  await redis.restart();
  await pause(HEALING_MS);
  await report(viewers, `the ${HEALING_MS / 1_000} s after its return`);
  await pause(HEALING_MS);
  await report(viewers, "the next");
}

async function report(viewers: Viewers, what: string | undefined): Promise<void> {
  const { here, across } = await viewers.ask("latencies");
  if (!what) return;
  const show = ({ count, p50Ms, p99Ms, mostMs }: typeof here) =>
    `p50 ${p50Ms.toFixed(0)}, p99 ${p99Ms.toFixed(0)}, at most ${mostMs.toFixed(0)} ms (${count} deliveries)`;
  console.log(`  ${what}: on the writer's node ${show(here)}; on the other ${show(across)}`);
}

type State = Awaited<ReturnType<ReturningAnswers["state"]>>;

async function until(viewers: Viewers, isSo: (state: State) => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const state = await viewers.ask("state");
    if (isSo(state)) return;
    if (performance.now() > deadline) throw new Error(`never came: ${JSON.stringify(state)}`);
    await pause(100);
  }
}
