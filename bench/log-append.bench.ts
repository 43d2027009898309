import { fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LightClient } from "../tests/support/light-client.ts";
import { startLogServer } from "./support/start-log-server.ts";
import { percentile, spread } from "./support/statistics.ts";

/*
 * How many messages a second get from socket to commit to ack, with group commit and with
 * one row a commit, in turns: 200 people in one room, who see all of it, send as fast as
 * they are answered. Then how long one takes when the same 200 are in 20 rooms and send
 * 500 a second together, which this path, and not the fan-out to 200 viewers, decides.
 */
const SENDERS = 200;
const PACED = { rooms: 20, perSecond: 500 };
const ROUNDS = 3;
const ROUND_MS = 4_000;

interface Round {
  perSecond: number;
  p99Ms: number;
}

const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
try {
  const fsyncMs = measureFsync();
  console.log(
    `fdatasync of 4 kB: p50 ${fsyncMs.p50.toFixed(2)} ms, p99 ${fsyncMs.p99.toFixed(2)} ms`,
  );
  const grouped: Round[] = [];
  const single: Round[] = [];
  const paced: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    grouped.push(await measure(`grouped-${round}`, { maxBatch: 500, rooms: 1, paceMs: 0 }));
    single.push(await measure(`single-${round}`, { maxBatch: 1, rooms: 1, paceMs: 0 }));
    const paceMs = (SENDERS / PACED.perSecond) * 1_000;
    paced.push(await measure(`paced-${round}`, { maxBatch: 500, rooms: PACED.rooms, paceMs }));
  }
  report("group commit, as fast as it goes    ", grouped);
  report("one row a commit, as fast as it goes", single);
  report(`group commit, ${PACED.perSecond} messages/s offered `, paced);
  const ratios = grouped.map(({ perSecond }, i) => perSecond / single[i]!.perSecond);
  console.log(`group commit is ${spread(ratios, 1)} times as fast`);
} finally {
  rmSync(folder, { recursive: true });
}

interface Load {
  maxBatch: number;
  rooms: number;
  /** How long each person waits between two messages on average; 0: until the ack. */
  paceMs: number;
}

async function measure(name: string, { maxBatch, rooms, paceMs }: Load): Promise<Round> {
  const server = await startLogServer(`sqlite:${join(folder, `${name}.db`)}`, maxBatch);
  const clients = await Promise.all(
    Array.from({ length: SENDERS }, () => LightClient.open(server.url)),
  );
  await Promise.all(
    clients.map((client, i) =>
      client.ask("join-room", {
        streamId: `s${i % rooms}`,
        user: { nickname: `시청자 ${i}` },
        wants: ["entries"],
      }),
    ),
  );
  const latencies: number[] = [];
  const start = performance.now();
  await Promise.all(
    clients.map(async (client, i) => {
      // Spread, or 200 people would send in the same instant.
      if (paceMs > 0) await pause(paceMs * Math.random());
      for (let n = 0; performance.now() - start < ROUND_MS; n++) {
        const sentAt = performance.now();
        const payload = {
          streamId: `s${i % rooms}`,
          message: `이 색상 재고 있나요? ${n}`,
          clientId: `c${n}`,
        };
        let ack = await client.ask("send-message", payload);
        // One row per commit may exceed the server's timeout: retry, as clients do.
        while (ack.includes('"store-busy"')) ack = await client.ask("send-message", payload);
        if (!ack.startsWith('[{"ok":true')) throw new Error(ack);
        const tookMs = performance.now() - sentAt;
        latencies.push(tookMs);
        if (paceMs > 0) await pause(Math.max(0, paceMs * 2 * Math.random() - tookMs));
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  for (const client of clients) client.close();
  await server.stop();
  return { perSecond: latencies.length / seconds, p99Ms: percentile(latencies, 0.99) };
}

function report(what: string, rounds: readonly Round[]): void {
  const rate = spread(rounds.map(({ perSecond }) => perSecond));
  const p99 = spread(
    rounds.map(({ p99Ms }) => p99Ms),
    1,
  );
  console.log(`${what}: ${rate} messages/s, send to ack p99 ${p99} ms`);
}

function measureFsync(): { p50: number; p99: number } {
  const file = openSync(join(folder, "fsync"), "w");
  const page = Buffer.alloc(4_096);
  const times = Array.from({ length: 300 }, (_, i) => {
    writeSync(file, page, 0, page.length, i * page.length);
    const start = performance.now();
    fdatasyncSync(file);
    return performance.now() - start;
  });
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
