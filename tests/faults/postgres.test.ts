import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, inject, it, onTestFinished } from "vitest";
import type { Answer, ChatMessage } from "#protocol";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { openPatiently } from "../support/message-logs.ts";
import { createDatabase, startPostgres, type Postgres } from "../support/postgres.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, join, next, send, type Client } from "../support/stock-client.ts";
import { LONG, STREAM } from "./support.ts";
import { eventually } from "../support/eventually.ts";

const clock = { nowMs: () => Date.now() };
/** How many sends are tried while Postgres hangs; each has its answer after two seconds at most. */
const TRIES = LONG ? 60 : 6;

it("[LOG7] Postgres is stopped, then killed: every send has an answer meanwhile, and nothing is shown that is not kept", async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const { url } = await startServer({ databaseUrl: postgres.url });
  const client = connect(url, { transports: ["websocket"] });
  const witness = connect(url, { transports: ["websocket"] });
  await join(client, STREAM, "민지");
  await join(witness, STREAM, "witness");
  const shown = collect(witness, "new-message");
  const sends = new Sends(client);
  for (let i = 0; i < 20; i++) sends.start();
  await sends.settled();

  const stopped = freeze(postgres);
  for (let i = 0; i < TRIES; i++) sends.start();
  await sends.settled();
  expect(sends.refusals).toBe(TRIES);
  // Those who come meanwhile read what is in memory.
  const newcomer = connect(url);
  const history = next(newcomer, "message-history");
  await join(newcomer, STREAM, "newcomer");
  expect((await history).length).toBe(20);
  for (const pid of stopped) process.kill(pid, "SIGCONT");

  await sends.repeatUntilAccepted();
  // SIGQUIT to the postmaster is the immediate shutdown: its children die as if killed.
  postgres.process.kill("SIGQUIT");
  for (let i = 0; i < 10; i++) sends.start();
  await sends.settled();
  console.log(`the slowest answer took ${sends.slowestMs.toFixed(0)} ms`);
  await postgres.restart();
  await sends.repeatUntilAccepted();

  const { log } = await openStorage({ databaseUrl: postgres.url }, clock);
  onTestFinished(() => log.close());
  const kept = await log.readMessages(STREAM, Number.MAX_SAFE_INTEGER, 10_000);
  await eventually("the witness has seen all of it", () => shown.length >= kept.length);
  expect(shown).toEqual(kept);
  expect(kept.map(({ message }) => message).sort()).toEqual([...sends.texts].sort());
});

it("[LOG4][LOG6] three processes write at once: a reader sees numbers in order, and never a hole", async () => {
  const url = await createDatabase(inject("postgresUrl"));
  const { log } = await openPatiently(url);
  onTestFinished(() => log.close());
  const batches = LONG ? 2_000 : 200;
  const writers = Promise.all([0, 1, 2].map(() => runWriter(url, batches)));
  let done = false;
  void writers.finally(() => (done = true));
  const read: LogEntry[] = [];
  for (;;) {
    const last = done;
    const page = await log.readEntries(STREAM, read.length, 1_000);
    for (const entry of page) {
      expect(entry.seq).toBe(read.length + 1);
      read.push(entry);
    }
    if (last && page.length === 0) break;
  }
  await writers;
  const each = Array.from({ length: batches }, (_, i) => 1 + (i % 7)).reduce((a, b) => a + b);
  expect(read).toHaveLength(3 * each);
  expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
  const times = read.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

it("[LOG6] a node shows what another wrote before it shows its own", async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const [one, two] = await Promise.all([
    startServer({ databaseUrl }),
    startServer({ databaseUrl }),
  ]);
  const here = connect(one.url);
  const there = connect(two.url);
  await join(here, STREAM, "here");
  await join(there, STREAM, "there");
  const seen = collect(there, "new-message");
  for (const text of ["1", "2", "3"]) await send(here, STREAM, text);
  await send(there, STREAM, "4");
  await eventually("the fourth", () => seen.length === 4);
  expect(seen.map(({ message }) => message)).toEqual(["1", "2", "3", "4"]);
});

/** Messages under way, each with an id of its own, and what became of them. */
class Sends {
  readonly texts: string[] = [];
  slowestMs = 0;
  refusals = 0;
  readonly #client: Client;
  readonly #accepted = new Set<string>();
  #running: Promise<void>[] = [];

  constructor(client: Client) {
    this.#client = client;
  }

  start(): void {
    const text = `text ${this.texts.length}`;
    this.texts.push(text);
    this.#running.push(this.#send(text));
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running);
    this.#running = [];
  }

  /** Sends again what was refused, under the same ids, until all of it is in the log. */
  async repeatUntilAccepted(): Promise<void> {
    await eventually("the store accepts everything", async () => {
      const refused = this.texts.filter((text) => !this.#accepted.has(text));
      await Promise.all(refused.map((text) => this.#send(text)));
      return this.#accepted.size === this.texts.length;
    });
  }

  async #send(message: string): Promise<void> {
    const clientId = message.replace(" ", "-");
    const start = performance.now();
    const payload = { streamId: STREAM, message, clientId };
    const answer = (await ask(this.#client, "send-message", payload)) as Answer<{
      message: ChatMessage;
    }>;
    this.slowestMs = Math.max(this.slowestMs, performance.now() - start);
    if (answer.ok) return void this.#accepted.add(message);
    this.refusals++;
    expect(answer.error.code).toMatch(/^store-/);
    expect(answer.error.retryable).toBe(true);
  }
}

/** Stops every process of a Postgres, as a machine does that hangs; returns them. */
function freeze({ process: postmaster }: Postgres): number[] {
  const pid = postmaster.pid!;
  process.kill(pid, "SIGSTOP");
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  const all = [pid, ...children.trim().split(" ").map(Number)];
  for (const child of all.slice(1)) process.kill(child, "SIGSTOP");
  return all;
}

function runWriter(url: string, batches: number): Promise<void> {
  const file = fileURLToPath(new URL("../support/log-writer.ts", import.meta.url));
  const args = ["--conditions=live-chat-source", file, url, STREAM, String(batches)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) =>
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`writer: ${code}`)))),
  );
}
