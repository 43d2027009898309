import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";

const esm = (url: string) => `<script type="module" src="${url}/live-chat.js"></script>`;
const umd = (url: string) => `<script src="${url}/live-chat.umd.js"></script>`;
const tag = '<live-chat stream-id="s1"></live-chat>';
const page = (body: string, head = "") =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
  `<link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

const AMD = "<script>window.define = Object.assign(() => {}, { amd: {} });</script>";

/** The demo's example as somebody pastes it into a site of their own. */
const EXAMPLE = readFileSync(new URL("../../demo/embed-example.html", import.meta.url), "utf8");

const PAGES: readonly [title: string, html: (server: string) => string][] = [
  [
    "the example's two lines",
    (server) => EXAMPLE.replaceAll(/"\.?\//g, `"${server}/`).replaceAll(" vite-ignore", ""),
  ],
  ["the script in the head", (server) => page(tag, esm(server))],
  ["the script twice", (server) => page(esm(server) + tag + esm(server))],
  ["the ES module and the UMD script", (server) => page(umd(server) + tag + esm(server))],
  ["the UMD script in the head", (server) => page(tag, umd(server))],
  ["the UMD script beside an AMD loader", (server) => page(AMD + umd(server) + tag)],
];

for (const [title, html] of PAGES) {
  test(`a page of another origin chats with ${title}`, async ({ server, openSite, newViewer }) => {
    const site = await openSite({ "/": html(server.url) });
    const guest = await (await newViewer()).watch(site.origin);
    const native = await (await newViewer()).watch(`${server.url}/?stream=s1`);

    await guest.join("Guest");
    await guest.say("hello from afar");
    await native.sees("hello from afar");
    await guest.sees("hello from afar");
  });
}

test("the UMD script gives window.LiveChat, also beside an AMD loader", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({ "/": page(umd(server.url)), "/amd": page(AMD + umd(server.url)) });
  const { page: tab } = await newViewer();
  for (const path of ["/", "/amd"]) {
    await tab.goto(site.origin + path);
    expect(await tab.evaluate(() => typeof Reflect.get(window, "LiveChat"))).toBe("object");
  }
});

for (const script of [esm, umd]) {
  test(`a language of its own file is found from ${script("")}`, async ({
    server,
    openSite,
    newViewer,
  }) => {
    const body = `<live-chat stream-id="s1" lang="ja"></live-chat>`;
    const site = await openSite({ "/": page(body, script(server.url)) });
    const { page: tab } = await newViewer();
    await tab.goto(site.origin);
    await tab.getByText("まだメッセージがありません").waitFor();
  });
}

test("server-url leads to another server than the script's", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const [scripts, chats] = [await startServer(), await startServer()];
  const site = await openSite({
    "/": page(
      `${esm(scripts.url)}<live-chat stream-id="s1" server-url="${chats.url}"></live-chat>`,
    ),
  });
  await sendAll(chats.url, "s1", ["over here"]);
  const viewer = await (await newViewer()).watch(site.origin);
  await viewer.sees("over here");
});

test("a page that the server does not list shows so, with its origin", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer({ guests: true, host: "127.0.0.1" });
  const site = await openSite({ "/": page(esm(server.url) + tag) });
  const viewer = (await newViewer()).expectNetworkFailures();
  await viewer.page.goto(site.origin);
  await expect(viewer.chat).toContainText(`This chat server does not allow ${site.origin}`);
});
