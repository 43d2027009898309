import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import { io } from "socket.io-client";
import type { ModerationAction } from "#protocol";
import { startPostgres } from "../tests/support/postgres.ts";
import { startRedis } from "../tests/support/redis.ts";
import { startServerProcess } from "../tests/support/server-process.ts";
import { LightClient } from "../tests/support/light-client.ts";
import { percentile } from "./support/statistics.ts";

/*
 * How long it takes from what a moderator does on one node until every viewer on both has
 * it: two processes over Postgres and Redis, as many viewers on each, people who go on
 * writing. Usage: npm run bench moderation [viewers on each node] [rounds]
 */
const [viewers = 500, rounds = 30] = process.argv.slice(2).map(Number);
const STREAM = "show";
const SECRET = "a secret that is long enough to sign with";
const LIFT = { kind: "lift", userId: "person 1" } as const;
/** How many people write meanwhile, each once a second. */
const WRITERS = 20;

const folder = await mkdtemp(join(tmpdir(), "live-chat-bench-"));
const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
const env = {
  CHAT_DATABASE_URL: postgres.url,
  CHAT_REDIS_URL: redis.url,
  CHAT_JWT_SECRET: SECRET,
  CHAT_GUESTS: "true",
  CHAT_RATE_LIMIT: "off",
};
const nodes = [await startServerProcess(env, folder), await startServerProcess(env, folder)];
try {
  await measure(nodes.map(({ url }) => url));
} finally {
  await Promise.all(nodes.map((node) => node.end("SIGTERM")));
  await Promise.all([postgres.stop(), redis.stop()]);
  await rm(folder, { recursive: true });
}

/** The action of a round, and the event that viewers receive. */
interface Deed {
  mark: string;
  run: () => Promise<unknown>;
}

async function measure(urls: readonly string[]): Promise<void> {
  let onTold: (json: string) => void = () => undefined;
  for (const url of urls)
    for (let i = 0; i < viewers; i++) {
      const client = await LightClient.open(url);
      client.onEvent((json) => onTold(json));
      await client.ask("join-room", { streamId: STREAM, wants: ["entries"] });
    }
  const staff = await joinAs(urls[0]!, "mod", "owner");
  const people = await Promise.all(
    Array.from({ length: WRITERS }, (_, i) => joinAs(urls[i % 2]!, `person ${i}`)),
  );
  const [here, there] = [people[0]!, people[1]!];
  const writing = setInterval(() => {
    for (const person of people)
      person.emit("send-message", { streamId: STREAM, message: "hello" });
  }, 1_000);
  const act = async (action: ModerationAction) => {
    const answer = await staff.emitWithAck("moderate", { streamId: STREAM, action });
    if (!answer.ok) throw new Error(`${action.kind}: ${answer.error.code}`);
  };

  /** In turns, so that whatever else the machine does meanwhile falls on all alike. */
  const deeds: Record<string, (round: number) => Promise<Deed>> = {
    "a message": async (round) => ({
      mark: `mark ${round}.`,
      run: () => say(here, `mark ${round}.`),
    }),
    "a removal": async () => {
      const messageId = await say(there, "spam");
      return { mark: '"kind":"removal"', run: () => act({ kind: "remove", messageId }) };
    },
    "a ban with a purge": async () => {
      // The lift of the round before may not have come to that node yet.
      while (!(await there.emitWithAck("send-message", { streamId: STREAM, message: "spam" })).ok);
      const action = { kind: "ban", userId: "person 1", purge: true } as const;
      return { mark: '"kind":"purge"', run: () => act(action).then(() => act({ ...LIFT })) };
    },
    "a clearing": async () => ({ mark: '"kind":"clear"', run: () => act({ kind: "clear" }) }),
    "a mode": async () => ({
      mark: '"kind":"mode"',
      run: () => act({ kind: "set-mode", mode: { noLinks: true } }),
    }),
  };
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++)
    for (const [name, prepare] of Object.entries(deeds)) {
      const { mark, run } = await prepare(round);
      const startMs = performance.now();
      const told = new Promise<void>((resolve) => {
        let left = urls.length * viewers;
        onTold = (json) => {
          if (!json.includes(mark)) return;
          const list = times.get(name) ?? [];
          list.push(performance.now() - startMs);
          times.set(name, list);
          if (--left === 0) resolve();
        };
      });
      await Promise.all([run(), told]);
    }
  clearInterval(writing);
  for (const client of [staff, ...people]) client.disconnect();
  console.log(`${urls.length * viewers} viewers on ${urls.length} nodes, ${rounds} rounds:`);
  for (const [name, list] of times) {
    const [p50, p99] = [0.5, 0.99].map((share) => percentile(list, share).toFixed(0));
    console.log(`  ${name}: p50 ${p50} ms, p99 ${p99} ms`);
  }
}

async function joinAs(url: string, userId: string, role?: string) {
  const token = await new SignJWT({ sub: userId, name: userId, ...(role && { chat_role: role }) })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(SECRET));
  const client = io(url, { forceNew: true, auth: { token }, transports: ["websocket"] });
  const joined = await client.emitWithAck("join-room", { streamId: STREAM });
  if (!joined.ok) throw new Error(joined.error.code);
  return client;
}

async function say(client: Awaited<ReturnType<typeof joinAs>>, message: string): Promise<string> {
  const answer = await client.emitWithAck("send-message", { streamId: STREAM, message });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.message.id;
}
