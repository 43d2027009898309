import { expect, inject, it, onTestFinished } from "vitest";
import { takeSmallChat } from "../docs/small-chat.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";
import { createDatabase } from "../support/postgres.ts";
import { startCaddy, startNginx } from "../support/proxies.ts";
import { startRedis } from "../support/redis.ts";
import { startServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* What docs/deploying.md promises of two servers: one is upgraded after the other, and nobody notices. */

/** Two servers of one Postgres, each a process on a port of its own, that can be stopped and started. */
async function startNodes() {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const dir = temporaryFolder();
  const start = async (port: number) => {
    const node = await startServerProcess(
      {
        CHAT_SERVER_PORT: `${port}`,
        CHAT_DATABASE_URL: databaseUrl,
        CHAT_REDIS_URL: redis.url,
        CHAT_GUESTS: "true",
        CHAT_RATE_LIMIT: "off",
        CHAT_TRUST_PROXY: "127.0.0.1",
      },
      dir,
    );
    onTestFinished(async () => void (await node.end("SIGKILL")));
    return node;
  };
  const ports = [await freePort(), await freePort()];
  const nodes = await Promise.all(ports.map(start));
  return {
    ports,
    /** Stops one as systemd does, and starts it again. */
    upgrade: async (index: number) => {
      expect(await nodes[index]!.end("SIGTERM")).toBe(0);
      nodes[index] = await start(ports[index]!);
    },
  };
}

it.each([
  ["nginx", startNginx],
  ["Caddy", startCaddy],
])("behind %s, servers are upgraded one after the other while people talk", async (_, start) => {
  const { ports, upgrade } = await startNodes();
  const { url, ca } = await start(ports);
  const smallChat = await takeSmallChat();
  const [writer, reader] = ["민지", "수아"].map((name) => smallChat(url, "s1", name, { ca }));
  const written: string[] = [];
  const over = new AbortController();
  const writing = (async () => {
    while (!over.signal.aborted) {
      const { message } = await writer!.send(`${written.length + 1}`);
      written.push(message);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  for (const index of [0, 1]) {
    const before = written.length;
    await eventually("some talk", () => written.length >= before + 20);
    await upgrade(index);
  }
  over.abort();
  await writing;
  await eventually("all of it", () => reader!.messages.length >= written.length);
  expect(reader!.messages.map(({ message }) => message)).toEqual(written);
  expect(reader!.messages.map(({ seq }) => seq)).toEqual(written.map((_text, index) => index + 1));
});
