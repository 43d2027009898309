import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LightClient } from "../tests/support/light-client.ts";
import { Neighbours, showLatency } from "./support/neighbours.ts";
import { startWatchedServer, type WatchedServer } from "./support/start-watched-server.ts";

/*
 * Fifty webhooks that accept nothing, half of them by never answering, and messages in 3,000
 * streams: the effect on people in another room, and on the server's memory. Usage: npm run bench
 * dead-webhooks [webhooks] [streams]
 */
const [webhooks = 50, streams = 3_000] = process.argv.slice(2).map(Number);
const TOKEN = "bench-admin-token-0123456789abcdef";
const ROOMS = 5;
const ROUNDS = 6;
const ROUND_MS = 10_000;
/** Interval between two messages of each stream. */
const WRITTEN_EVERY_MS = 30_000;

const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
const silent = createServer(() => undefined);
silent.listen(0, "127.0.0.1");
const refusing = await portOfNobody();
let server: WatchedServer | undefined;
let written = 0;
try {
  server = await startWatchedServer({
    databaseUrl: `sqlite:${join(folder, "chat.db")}`,
    adminToken: TOKEN,
    guests: true,
    webhookPrivate: true,
    rateLimit: "off",
  });
  const neighbours = await Neighbours.enter(server.url);
  const writers = await enterAll(server.url);
  await tell("no webhook", await neighbours.sendUntil(write(writers)));
  for (let i = 0; i < webhooks; i++) await makeWebhook(server.url, i);
  for (let round = 1; round <= ROUNDS; round++)
    await tell(`dead webhooks, ${round * 10} s`, await neighbours.sendUntil(write(writers)));
} finally {
  await server?.stop();
  silent.close();
  rmSync(folder, { recursive: true });
}
process.exit();

interface Writer {
  client: LightClient;
  streamIds: string[];
}

async function enterAll(url: string): Promise<Writer[]> {
  const writers: Writer[] = [];
  for (let first = 0; first < streams; first += ROOMS) {
    const client = await LightClient.open(url);
    const streamIds = Array.from({ length: ROOMS }, (_, i) => `stream-${first + i}`);
    for (const streamId of streamIds) {
      const user = { userId: "x", nickname: `writer ${first}` };
      await client.ask("join-room", { streamId, user, wants: ["entries"] });
    }
    writers.push({ client, streamIds });
  }
  return writers;
}

/** One round of messages, at their pace. */
async function write(writers: readonly Writer[]): Promise<void> {
  const start = performance.now();
  const everyMs = WRITTEN_EVERY_MS / streams;
  for (let sent = 0; performance.now() - start < ROUND_MS;) {
    const due = (performance.now() - start) / everyMs;
    for (; sent < due; sent++) {
      const { client, streamIds } = writers[written % writers.length]!;
      const streamId = streamIds[Math.floor(written / writers.length) % ROOMS]!;
      void client.ask("send-message", { streamId, message: `message ${written}` });
      written += 1;
    }
    await pause(20);
  }
}

async function tell(what: string, latency: Parameters<typeof showLatency>[0]): Promise<void> {
  const { rssMb, longestTurnMs } = await server!.report();
  console.log(
    `${what}: ${showLatency(latency)}, RSS ${rssMb.toFixed(0)} MB, ` +
      `longest turn ${longestTurnMs.toFixed(0)} ms`,
  );
}

async function makeWebhook(url: string, i: number): Promise<void> {
  const port = i % 2 ? (silent.address() as AddressInfo).port : refusing;
  const answer = await fetch(`${url}/api/v1/webhooks/dead-${i}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ url: `http://127.0.0.1:${port}/hook` }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function portOfNobody(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}
