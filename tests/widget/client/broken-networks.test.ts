import { expect, it } from "vitest";
import { startPlainNginx } from "../../support/proxies.ts";
import { startServer } from "../../support/start-server.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { startCuttingProxy } from "../../support/cutting-proxy.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { Browser, textsOf, until, untilLive, untilTexts } from "../support/real-client.ts";

const streamId = "s1";

it("talks by polling through nginx as it comes, which lets no WebSocket through", async () => {
  const { url } = await startServer({ guests: true, origins: "*" });
  const serverUrl = await startPlainNginx(Number(new URL(url).port));
  const browser = new Browser();
  const a = browser.visit({ serverUrl, streamId, nickname: "A" });
  await untilLive(a);
  expect(browser.links.map(({ transport }) => transport)).toEqual(["polling"]);
  const b = new Browser().visit({ serverUrl: url, streamId, nickname: "B" });
  await untilLive(b);
  a.sendMessage("by polling");
  await untilTexts(b, "by polling");
  b.sendMessage("by WebSocket");
  await untilTexts(a, "by polling", "by WebSocket");
});

it("talks by polling through a proxy that cuts WebSockets once they are open", async () => {
  const { url } = await startServer();
  const proxy = await startCuttingProxy(url, "cut after the upgrade");
  const browser = new Browser();
  const a = browser.visit({ serverUrl: proxy.url, streamId, nickname: "A" });
  await untilLive(a);
  expect(proxy.webSocketCount).toBe(1);
  expect(browser.links.map(({ transport }) => transport)).toEqual(["polling"]);
  a.sendMessage("hello");
  await untilTexts(a, "hello");
});

it("changes to polling where WebSockets are cut a moment after one has joined, and back when they may last", async () => {
  const { url } = await startServer();
  const proxy = await startCuttingProxy(url);
  const browser = new Browser();
  const a = browser.visit({ serverUrl: proxy.url, streamId, nickname: "A" });
  for (const cut of [1, 2]) {
    await untilLive(a);
    a.sendMessage(`${cut}`);
    proxy.cutWebSockets();
    await until(a, ({ connection }) => connection.status !== "live");
    a.reconnectNow();
  }
  await untilTexts(a, "1", "2");
  const transports = () => browser.links.map(({ transport }) => transport);
  expect(transports()).toEqual(["websocket", "websocket", "polling"]);

  browser.cut();
  a.reconnectNow();
  await untilLive(a);
  expect(transports().at(-1)).toBe("websocket");
});

it("[CN7] fifty widgets come back to a restarted server, and miss nothing", async () => {
  const folder = temporaryFolder();
  const env = { CHAT_DATABASE_URL: `sqlite:${folder}/chat.db`, CHAT_RATE_LIMIT: "off" };
  let server = await startServerProcess(env, folder);
  const serverUrl = server.url;
  const writer = new Browser().visit({ serverUrl, streamId, nickname: "A" });
  const browsers = Array.from({ length: 50 }, () => new Browser());
  const chats = browsers.map((browser) => browser.visit({ serverUrl, streamId }));
  await Promise.all([writer, ...chats].map(untilLive));
  writer.sendMessage("before");
  await Promise.all(chats.map((chat) => untilTexts(chat, "before")));

  await server.end("SIGTERM");
  await Promise.all(
    chats.map((chat) => until(chat, ({ connection }) => connection.status === "reconnecting")),
  );
  writer.sendMessage("while it was away");
  server = await startServerProcess({ ...env, CHAT_SERVER_PORT: new URL(serverUrl).port }, folder);
  for (const chat of [writer, ...chats]) chat.reconnectNow();
  const snapshots = await Promise.all(
    [writer, ...chats].map((chat) => untilTexts(chat, "before", "while it was away")),
  );
  for (const { hasBreak } of snapshots) expect(hasBreak).toBe(false);
  for (const { links } of browsers)
    expect(links.filter(({ isConnected }) => isConnected)).toHaveLength(1);
  for (const chat of chats) expect(textsOf(chat.getSnapshot())).toHaveLength(2);
  await server.end("SIGKILL");
});
