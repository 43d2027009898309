import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { createChatServer } from "../../server/src/create-chat-server.ts";
import { restartDelay } from "../../server/src/workers/restart-delay.ts";
import { eventually } from "../support/eventually.ts";
import { createDatabase } from "../support/postgres.ts";
import { removeFolder } from "../support/remove-folder.ts";
import { runCli, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { connect } from "../support/connect.ts";
import { collect, join, next, send, type Client } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { childrenOf, onePerWorker, placeOf } from "../support/workers.ts";

/** Starts a server with workers; it is killed with the test. */
async function startWorkers(env: Record<string, string> = {}) {
  const dir = temporaryFolder();
  // Being killed, it leaves its sockets behind; here they go with the test.
  const all = { CHAT_WORKERS: "2", CHAT_RATE_LIMIT: "off", TMPDIR: dir, ...env };
  const server = await startServerProcess(all, dir);
  onTestFinished(() => void server.end("SIGKILL"));
  return server;
}

const DATABASES: [string, () => Promise<string>][] = [
  ["SQLite", async () => "sqlite:./data/chat.db"],
  ["memory", async () => "memory:"],
  ["Postgres", () => createDatabase(inject("postgresUrl"))],
];

describe("a server with workers", () => {
  it.each(DATABASES)(
    "[SM6][LOG4] shows everyone everything once and in order, with its log in %s",
    async (_name, database) => {
      const { url } = await startWorkers({ CHAT_DATABASE_URL: await database() });
      const clients = await onePerWorker(url, 2);
      const seen = clients.map((client) => collect(client, "new-message"));
      for (const [i, client] of clients.entries()) await join(client, "s1", `person ${i}`);
      const sent = await Promise.all(
        Array.from({ length: 200 }, (_, i) => send(clients[i % 2]!, "s1", `text ${i}`)),
      );
      await eventually("all of it", () => seen.every((each) => each.length >= 200));
      const bySeq = sent.toSorted((a, b) => a.seq - b.seq);
      expect(bySeq.map(({ seq }) => seq)).toEqual(bySeq.map((_, i) => i + 1));
      for (const each of seen) expect(each).toEqual(bySeq);
    },
  );

  it("[LOG4] starts a worker again that was killed, and its viewers miss nothing", async () => {
    const server = await startWorkers();
    const [one, two] = (await onePerWorker(server.url, 2)) as [never, never];
    const { position } = await join(one, "s1", "one", { wants: ["entries"] });
    await join(two, "s1", "two");
    const pids = childrenOf(server.child.pid!);
    expect(pids).toHaveLength(2);
    // The first worker was started first.
    process.kill(pids[0]!, "SIGKILL");
    // Until its end is noticed, connections are still handed to it, and lost with it.
    await eventually("its end", () => !childrenOf(server.child.pid!).includes(pids[0]!));
    const sent = [await send(two, "s1", "while it is gone"), await send(two, "s1", "and more")];
    const back = connect(server.url, { transports: ["websocket"] });
    const joined = await join(back, "s1", "one", { wants: ["entries"], after: position });
    expect(joined).toMatchObject({ recovered: true, entries: sent.map(({ id }) => ({ id })) });
    await eventually("two of them", () => childrenOf(server.child.pid!).length === 2);
    await onePerWorker(server.url, 2);
  });

  it("[CN7] sends all clients come-back, and ends in order", async () => {
    const server = await startWorkers();
    const clients = await onePerWorker(server.url, 2);
    for (const client of clients) await join(client, "s1", "민지");
    const notices = clients.map((client) => next(client, "come-back"));
    expect(await server.end("SIGTERM")).toBe(0);
    await Promise.all(notices);
  });

  it("says why it cannot start, once", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const env = { CHAT_SERVER_PORT: String(port) };
    const { code, stderr } = await runCli(["--workers", "3"], env, temporaryFolder());
    expect(code).toBe(1);
    expect(stderr.match(/is in use/g)).toHaveLength(1);
    const none = await runCli(["--workers"], {}, temporaryFolder());
    expect(none.stderr).toContain("CHAT_WORKERS");
  });

  it("is started by the command alone", async () => {
    await expect(createChatServer({ workers: 2 })).rejects.toThrow("--workers");
  });

  it("waits longer each time that a worker dies young", () => {
    let quick = 0;
    const delays = Array.from({ length: 12 }, () => {
      const next = restartDelay(quick, 1_000);
      quick = next.quick;
      return next.delayMs;
    });
    expect(delays.slice(0, 4)).toEqual([100, 200, 400, 800]);
    expect(delays.at(-1)).toBe(30_000);
    expect(restartDelay(quick, 3_600_000).delayMs).toBe(100);
  });
});

describe("a server with three workers", () => {
  const adminToken = "x".repeat(32);
  let server: ServerProcess;
  let dir: string;
  let url: string;

  beforeAll(async () => {
    dir = mkdtempSync(joinPath(tmpdir(), "live-chat-"));
    const settings = { CHAT_WORKERS: "3", CHAT_RATE_LIMIT: "off", CHAT_ADMIN_TOKEN: adminToken };
    server = await startServerProcess({ ...settings, TMPDIR: dir }, dir);
    ({ url } = server);
  });

  afterAll(async () => {
    await server.end("SIGTERM");
    removeFolder(dir);
  });

  it("[PR1] counts the viewers on all of them", async () => {
    const clients = await onePerWorker(url, 3);
    const counts = collect(clients[0]!, "viewer-count");
    for (const [i, client] of clients.entries()) await join(client, "count", `person ${i}`);
    await eventually("the count", () => counts.at(-1)?.viewers === 3);
    clients[2]!.disconnect();
    await eventually("the count without one", () => counts.at(-1)?.viewers === 2);
  });

  it("[SM6] serves clients that poll, wherever their requests come in", async () => {
    const clients = await onePerWorker(url, 3, "polling");
    const seen = clients.map((client) => collect(client, "new-message"));
    for (const [i, client] of clients.entries()) await join(client, "polling", `person ${i}`);
    for (const [i, client] of clients.entries()) await send(client, "polling", `text ${i}`);
    await eventually("all of it", () => seen.every((each) => each.length === 3));
    for (const client of clients) expect(client.connected).toBe(true);
  });

  it("[SM6] lets clients that poll first go over to a WebSocket", async () => {
    const clients: Client[] = [];
    // Which worker takes a connection is the system's choice.
    while (clients.length < 6 || new Set(clients.map(placeOf)).size < 2) {
      const client = connect(url);
      await new Promise<void>((resolve) => client.once("connect", resolve));
      if (client.io.engine.transport.name !== "websocket")
        await new Promise<void>((resolve) => client.io.engine.once("upgrade", () => resolve()));
      await join(client, "upgrade", `person ${clients.length}`);
      clients.push(client);
    }
    const seen = clients.map((client) => collect(client, "new-message"));
    await send(clients[0]!, "upgrade", "hello");
    await eventually("it everywhere", () => seen.every((each) => each.length === 1));
  });

  it("[AD1] serves each worker's metrics to requests with the admin token", async () => {
    const clients = await onePerWorker(url, 3);
    await join(clients[1]!, "metrics", "민지");
    const metrics = async (path: string, token: string) =>
      fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const sent = async (place: number) =>
      /^live_chat_messages_total (\d+)/m.exec(
        await (await metrics(`/metrics/${place}`, adminToken)).text(),
      )?.[1];
    const before = [await sent(1), await sent(2)].map(Number);
    await send(clients[1]!, "metrics", "hello");
    expect([await sent(1), await sent(2)].map(Number)).toEqual([before[0], before[1]! + 1]);
    for (const path of ["/metrics", "/metrics/1", "/metrics/2"])
      expect((await metrics(path, "wrong")).status).toBe(401);
    expect((await metrics("/metrics/9", adminToken)).status).toBe(400);
  });

  it("[CN3] knows a guest again on whichever worker they come back to", async () => {
    const [one] = await onePerWorker(url, 3);
    const { me, guestCredential } = await join(one!, "guest", "민지");
    for (let i = 0; i < 4; i++) {
      const again = connect(url, { transports: ["websocket"], auth: { guestCredential } });
      expect((await join(again, "guest", "민지")).me.userId).toBe(me.userId);
    }
  });
});
