import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startServerProcess } from "../tests/support/server-process.ts";
import { LightClient } from "../tests/support/light-client.ts";
import { percentile } from "./support/statistics.ts";

/*
 * The latency of a neighbour's sends while somebody attacks another room of the same server: p99
 * without and with each attack, and the neighbour's failed sends. Fails if an attack more than
 * doubles p99, or a send fails.
 */
const ROUND_MS = 10_000;
/** The command of another checkout, to compare: `npm run bench siege <…>/server/bin/live-chat-server.js`. */
const CLI = process.argv[2];
const SEND_EVERY_MS = 20;
/** Below this many ms, a doubled latency is noise. */
const NOISE_MS = 10;

const MESSAGES_BEFORE = 3_000;
const FOLDED = "\u{FDFA}".repeat(100);

interface Attack {
  name: string;
  attackers: number;
  /** What one attacker does repeatedly. */
  act: (client: LightClient, round: number) => Promise<unknown>;
  everyMs: number;
}

const ATTACKS: Attack[] = [
  {
    name: "10 anonymous readers, 40 load-history a second each",
    attackers: 10,
    everyMs: 25,
    act: (client) => client.ask("load-history", { streamId: "target", before: 3_000, limit: 100 }),
  },
  {
    name: "20 guests who moderate and report without a right to",
    attackers: 20,
    everyMs: 25,
    act: (client, round) =>
      round % 2
        ? client.ask("moderate", { streamId: "target", action: { kind: "clear" } })
        : client.ask("report-message", { streamId: "target", id: "1.x", reason: "spam" }),
  },
  {
    name: "20 guests who send what NFKC makes 18 times as long",
    attackers: 20,
    everyMs: 25,
    act: (client) => client.ask("send-message", { streamId: "target", message: FOLDED }),
  },
];

const folder = mkdtempSync(join(tmpdir(), "live-chat-siege-"));
let failed = false;
try {
  const server = await startServerProcess(
    { CHAT_GUESTS: "true", CHAT_DATABASE_URL: `sqlite:${join(folder, "chat.db")}` },
    folder,
    [],
    CLI,
  );
  try {
    await fill(server.url);
    const calm = await measure(server.url);
    console.log(`no attack: p50 ${ms(calm.p50)}, p99 ${ms(calm.p99)}, ${calm.failed} sends failed`);
    for (const attack of ATTACKS) {
      const under = await measure(server.url, attack);
      const times = under.p99 / calm.p99;
      const isHeld = under.failed === 0 && (times <= 2 || under.p99 - calm.p99 < NOISE_MS);
      failed ||= !isHeld;
      console.log(
        `${attack.name}: p50 ${ms(under.p50)}, p99 ${ms(under.p99)} (${times.toFixed(1)} times), ` +
          `${under.failed} of ${under.sent} sends failed${isHeld ? "" : "  TOO MUCH"}`,
      );
    }
  } finally {
    await server.end("SIGKILL");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failed) process.exitCode = 1;

/** Fills the attacked room with messages, from many people, because each has a rate limit. */
async function fill(url: string): Promise<void> {
  for (let people = 0; people < MESSAGES_BEFORE / 8; people++) {
    const client = await enter(url, "target", `early ${people}`);
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        client.ask("send-message", {
          streamId: "target",
          message: `${people} ${i} ${"x".repeat(200)}`,
        }),
      ),
    );
    client.close();
  }
}

async function measure(url: string, attack?: Attack) {
  const stopped = new AbortController();
  const attackers = attack ? await besiege(url, attack, stopped.signal) : [];
  // One after another, so that none may send too much.
  const neighbours = await Promise.all(
    Array.from({ length: 40 }, (_, i) => enter(url, "home", `neighbour ${i}`)),
  );
  const took: number[] = [];
  let failures = 0;
  const end = performance.now() + ROUND_MS;
  const sends: Promise<void>[] = [];
  for (let i = 0; performance.now() < end; i++) {
    const neighbour = neighbours[i % neighbours.length]!;
    const start = performance.now();
    sends.push(
      neighbour.ask("send-message", { streamId: "home", message: `hello ${i}` }).then((answer) => {
        if (answer.includes('"ok":true')) took.push(performance.now() - start);
        else failures += 1;
      }),
    );
    await pause(SEND_EVERY_MS);
  }
  await Promise.all(sends);
  stopped.abort();
  for (const client of [...attackers, ...neighbours]) client.close();
  await pause(500);
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(took, share));
  return { p50: p50!, p99: p99!, failed: failures, sent: sends.length };
}

async function besiege(
  url: string,
  { attackers, act, everyMs }: Attack,
  signal: AbortSignal,
): Promise<LightClient[]> {
  const clients = await Promise.all(
    Array.from({ length: attackers }, (_, i) => enter(url, "target", `attacker ${i}`)),
  );
  for (const client of clients)
    void (async () => {
      // None waits for its answers.
      for (let round = 0; !signal.aborted; round++) {
        void act(client, round);
        await pause(everyMs);
      }
    })();
  return clients;
}

async function enter(url: string, streamId: string, nickname: string): Promise<LightClient> {
  const client = await LightClient.open(url);
  await client.ask("join-room", { streamId, user: { userId: "x", nickname }, wants: ["entries"] });
  return client;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
