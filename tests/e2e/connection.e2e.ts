import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "./fixtures.ts";
import { removeFolder } from "../support/remove-folder.ts";
import { startServerProcess } from "../support/server-process.ts";

test("[LOG1] a killed server comes back with the history, and the chat goes live by itself", async ({
  newViewer,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "live-chat-"));
  const start = (port: string) => startServerProcess({ CHAT_SERVER_PORT: port }, folder);
  let server = await start("0");
  try {
    const mina = (await newViewer()).expectNetworkFailures();
    await mina.watch(`${server.url}/?stream=s1`);
    await mina.join("Mina");
    await mina.say("before the crash");
    await mina.sees("before the crash");

    await server.end("SIGKILL");
    await expect(mina.chat).toContainText("Connection lost");
    server = await start(new URL(server.url).port);
    await mina.isLive();
    await expect(mina.chat).not.toContainText("Connection lost");

    await mina.say("after the crash");
    await mina.sees("before the crash", "after the crash");
    const late = await (await newViewer()).watch(`${server.url}/?stream=s1`);
    await late.sees("before the crash", "after the crash");
  } finally {
    await server.end("SIGKILL");
    removeFolder(folder);
  }
});

test("[LOG3] what is typed offline goes out once, when the network is back", async ({
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
