import { expect, inject, it, onTestFinished } from "vitest";
import type { ChatMessage } from "#protocol";
import { createDatabase } from "../support/postgres.ts";
import { startRedis, type Redis } from "../support/redis.ts";
import { startServer } from "../support/start-server.ts";
import { TcpProxy } from "../support/tcp-proxy.ts";
import { connect } from "../support/connect.ts";
import { collect, join, send, type Client } from "../support/stock-client.ts";
import { LONG, STREAM } from "./support.ts";
import { eventually } from "../support/eventually.ts";

/** How much is said while Redis is away: in the long form for about a minute. */
const SAID_MEANWHILE = LONG ? 1_000 : 20;

/** Two nodes on one Postgres and one Redis, with somebody on each. */
async function setUp() {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const options = { databaseUrl, redisUrl: redis.url, guests: true };
  const nodes = await Promise.all([startServer(options), startServer(options)]);
  const people = await Promise.all(
    nodes.map(async ({ url }, i) => {
      const client = connect(url, { transports: ["websocket"] });
      await join(client, STREAM, `person ${i}`);
      return new Talker(client, `person ${i}`);
    }),
  );
  const bus = async (is: "up" | "down") => {
    for (const { url } of nodes)
      await eventually(`bus ${is}`, async () => (await busOf(url)) === is);
  };
  await bus("up");
  return { redis, nodes, bus, here: people[0]!, there: people[1]! };
}

/** Somebody who sends, and notes what they see and when. */
class Talker {
  readonly seen: ChatMessage[];
  readonly #client: Client;
  readonly #name: string;
  #count = 0;

  constructor(client: Client, name: string) {
    this.#client = client;
    this.#name = name;
    this.seen = collect(client, "new-message");
  }

  say(): Promise<ChatMessage> {
    return send(this.#client, STREAM, `${this.#name} ${++this.#count}`);
  }

  get seqs(): number[] {
    return this.seen.map(({ seq }) => seq);
  }
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

it("[LOG6][SM6] two nodes with Redis: everyone sees everything once and in order, and soon", async () => {
  const { here, there } = await setUp();
  const sent = await Promise.all(
    Array.from({ length: 300 }, (_, i) => (i % 2 ? here.say() : there.say())),
  );
  await eventually("all of it", () => here.seen.length >= 300 && there.seen.length >= 300);
  expect(here.seqs).toEqual(upTo(300));
  expect(there.seqs).toEqual(upTo(300));
  expect(new Set(there.seen.map(({ id }) => id))).toEqual(new Set(sent.map(({ id }) => id)));

  const latencies: number[] = [];
  for (let i = 0; i < 40; i++) {
    const count = there.seen.length;
    const start = performance.now();
    await here.say();
    await eventually("it", () => there.seen.length > count);
    latencies.push(performance.now() - start);
  }
  latencies.sort((a, b) => a - b);
  console.log(
    `from node to node: p50 ${latencies[20]!.toFixed(1)} ms, most ${latencies[39]!.toFixed(1)} ms`,
  );
});

const FAULTS: [string, (redis: Redis) => void, (redis: Redis) => void | Promise<void>][] = [
  ["killed", ({ process }) => process.kill("SIGKILL"), (redis) => redis.restart()],
  [
    "stopped",
    ({ process }) => process.kill("SIGSTOP"),
    ({ process }) => void process.kill("SIGCONT"),
  ],
];

it.each(FAULTS)(
  "[LOG6] Redis %s while people talk: nothing is lost here or there, and all is well after its return",
  { timeout: 180_000 + SAID_MEANWHILE * 2_000 },
  async (_fault, begin, end) => {
    const { redis, bus, here, there } = await setUp();
    let total = 0;
    const talk = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const mine = await here.say();
        // Local viewers do not wait for the bus.
        await eventually("one's own", () => here.seqs.includes(mine.seq));
        await there.say();
        total += 2;
      }
    };
    await talk(10);
    begin(redis);
    await talk(SAID_MEANWHILE);
    await bus("down");
    await talk(SAID_MEANWHILE);
    await end(redis);
    const returned = performance.now();
    await bus("up");
    await eventually("all of it", () => here.seen.length >= total && there.seen.length >= total);
    console.log(`healed ${(performance.now() - returned).toFixed(0)} ms after Redis was back`);
    expect(here.seqs).toEqual(upTo(total));
    expect(there.seqs).toEqual(upTo(total));
    await talk(10);
    await eventually("what came after", () => there.seen.length === total);
    expect(there.seqs).toEqual(upTo(total));
  },
);

it("[LOG6] a line to Redis that swallows everything is given up, and opened again", async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const line = await TcpProxy.start(redis.url);
  const redisUrl = line.url.replace("http:", "redis:");
  const { url } = await startServer({ databaseUrl, redisUrl, guests: true });
  await eventually("bus up", async () => (await busOf(url)) === "up");
  line.swallowAnswers(true);
  await eventually("bus down", async () => (await busOf(url)) === "down");
  await line.newClient();
  line.swallowAnswers(false);
  await eventually("bus up again", async () => (await busOf(url)) === "up");
});

it("[LOG6] servers start while Redis is not there yet, and take it up when it comes", async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  redis.process.kill("SIGKILL");
  const { url } = await startServer({ databaseUrl, redisUrl: redis.url, guests: true });
  const client = connect(url, { transports: ["websocket"] });
  await join(client, STREAM, "민지");
  const { seq } = await send(client, STREAM, "hello");
  expect(seq).toBe(1);
  await redis.restart();
  await eventually("bus up", async () => (await busOf(url)) === "up");
});

async function busOf(url: string): Promise<string> {
  return ((await (await fetch(`${url}/readyz`)).json()) as { bus: string }).bus;
}
