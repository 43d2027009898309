import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test as base } from "./fixtures.ts";
import { removeFolder } from "../support/remove-folder.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

interface Fixtures {
  /** Starts a server as a process, again and again over the same database. */
  startProcess: (port?: string) => Promise<ServerProcess>;
}

const test = base.extend<Fixtures>({
  startProcess: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "live-chat-"));
    const started: ServerProcess[] = [];
    await use(async (port = "0") => {
      const server = await startServerProcess({ CHAT_SERVER_PORT: port }, folder);
      started.push(server);
      return server;
    });
    for (const server of started) await server.end("SIGKILL");
    removeFolder(folder);
  },

  // After the process: pages are closed before the server that they talk to ends.
  newViewer: async ({ startProcess: _, newViewer }, use) => use(newViewer),
});

test("[LOG1] a killed server comes back with the history, and the chat goes live by itself", async ({
  startProcess,
  newViewer,
}) => {
  const server = await startProcess();
  const mina = (await newViewer()).expectNetworkFailures();
  await mina.watch(`${server.url}/?stream=s1`);
  await mina.join("Mina");
  await mina.say("before the crash");
  await mina.sees("before the crash");

  await server.end("SIGKILL");
  await expect(mina.chat).toContainText("Connection lost");
  await startProcess(new URL(server.url).port);
  await mina.isLive();
  await expect(mina.chat).not.toContainText("Connection lost");

  await mina.say("after the crash");
  await mina.sees("before the crash", "after the crash");
  const late = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await late.sees("before the crash", "after the crash");
});

test("[SM6] where a WebSocket gets no answer, the script chats by polling", async ({
  server,
  newViewer,
}) => {
  const mina = (await newViewer()).expectNetworkFailures();
  await mina.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  const polls: number[] = [];
  mina.page.on("response", (response) => {
    if (response.url().includes("transport=polling")) polls.push(response.status());
  });
  const tom = await newViewer();
  await mina.watch(`${server.url}/?stream=s1`);
  await tom.watch(`${server.url}/?stream=s1`);
  await mina.join("Mina");
  await tom.join("Tom");
  await mina.say("over polling");
  await tom.sees("over polling");
  await tom.say("over a WebSocket");
  await mina.sees("over polling", "over a WebSocket");
  expect(new Set(polls)).toEqual(new Set([200]));
});

test("[LOG3] a message typed offline is sent once, when the network is back", async ({
  server,
  newViewer,
}) => {
  const mina = (await newViewer()).expectNetworkFailures();
  const tom = await newViewer();
  await mina.watch(`${server.url}/?stream=s1`);
  await mina.join("Mina");
  await tom.watch(`${server.url}/?stream=s1`);
  await tom.join("Tom");

  await mina.page.context().setOffline(true);
  await expect(mina.chat).toContainText("You are offline");
  await mina.say("from the tunnel");
  await tom.say("meanwhile");
  await tom.sees("meanwhile");

  await mina.page.context().setOffline(false);
  await mina.isLive();
  await tom.sees("meanwhile", "from the tunnel");
  await mina.sees("meanwhile", "from the tunnel");
});
