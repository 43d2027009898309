import type { Locator } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import { chatPage } from "./sign-in-steps.ts";
import { sendAll } from "../support/stock-client.ts";

test("a chat that is moved stays where its reader is", async ({ server, newViewer }) => {
  const texts = Array.from({ length: 60 }, (_, i) => `message ${i + 1}`);
  await sendAll(server.url, "s1", texts);
  const viewer = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await expect(viewer.texts).toHaveCount(60);
  const scroller = viewer.chat.locator(".scroller");
  await scroller.hover();
  await viewer.page.mouse.wheel(0, -600);
  await expect(viewer.chat.locator('[part~="pill"]')).toBeVisible();
  const place = () => scroller.evaluate(({ scrollTop }) => Math.round(scrollTop));
  const before = await place();

  await viewer.chat.evaluate((chat) => {
    const place = document.createElement("div");
    chat.after(place);
    place.style.display = "contents";
    place.append(chat);
  });
  await expect.poll(place).toBe(before);
  await expect(viewer.chat.locator('[part~="pill"]')).toBeVisible();
});

test("a reader keeps the rows before them when another chat of the stream could drop those", async ({
  server,
  openSite,
  newViewer,
}) => {
  const tag = '<live-chat stream-id="s1"></live-chat>';
  const site = await openSite({
    "/": chatPage(server.url).replace(
      tag,
      `<div style="display: flex; height: 400px">${tag}${tag}</div>`,
    ),
  });
  const viewer = await newViewer();
  const { page } = viewer;
  await page.goto(site.origin);
  const [left, right] = [0, 1].map((i) => page.locator("live-chat").nth(i));
  const row = (chat: Locator, i: number) => chat.getByText(`message ${i}.`, { exact: true });
  const toTheTop = (chat: Locator) =>
    chat.locator(".scroller").evaluate((list) => list.scrollTo(0, 0));
  const send = async (from: number, to: number) => {
    const texts = Array.from({ length: to - from }, (_, i) => `message ${from + i}.`);
    await sendAll(server.url, "s1", texts);
  };
  await expect(left!.getByRole("log")).toBeVisible();
  await send(0, 300);
  await expect(row(right!, 299)).toBeVisible();
  await toTheTop(right!);
  const pill = right!.locator('[part~="pill"]');
  await expect(pill).toBeVisible();

  await send(300, 450);
  await expect(row(left!, 449)).toBeVisible();
  await expect
    .poll(async () => {
      await toTheTop(left!);
      return row(left!, 100).count();
    })
    .toBe(1);
  await row(left!, 100).scrollIntoViewIfNeeded();
  await pill.click();
  await send(450, 460);
  await expect(row(right!, 459)).toBeVisible();
  await expect(row(left!, 100)).toBeInViewport();
});

test("chats of several streams talk over one connection", async ({
  server,
  openSite,
  newViewer,
}) => {
  const tag = '<live-chat stream-id="s1"></live-chat>';
  const site = await openSite({
    "/": chatPage(server.url).replace(
      tag,
      ["s1", "s2", "s3"].map((id) => tag.replace("s1", id)).join(""),
    ),
  });
  for (const id of ["s1", "s2", "s3"]) await sendAll(server.url, id, [`said in ${id}`]);
  const viewer = await newViewer();
  const sockets: string[] = [];
  viewer.page.on("websocket", (socket) => sockets.push(socket.url()));
  await viewer.page.goto(site.origin);
  for (const [i, id] of ["s1", "s2", "s3"].entries())
    await expect(viewer.chat.nth(i).locator('[part~="text"]')).toHaveText(`said in ${id}`);
  expect(sockets).toHaveLength(1);
});

/** Names that scripts look up on the window and the document, taken by a page's elements. */
const CLOBBERED = ["config", "chat", "element", "crypto", "localStorage", "io", "define"]
  .map((name) => `<a id="${name}"></a><form name="${name}"><input name="${name}"></form>`)
  .join("");

test("a page whose elements take the names of its own objects still chats", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({
    "/": chatPage(server.url).replace("<body>", `<body>${CLOBBERED}`),
  });
  const viewer = await (await newViewer()).watch(site.origin);
  await viewer.join("Mina");
  await viewer.say("still here");
  await viewer.sees("still here");
});

test("an element that passes for the running script does not choose the chat's server", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({
    "/":
      `<!doctype html><link rel="icon" href="data:,"><img name="currentScript" src="https://evil.example/a.png">` +
      `<script src="${server.url}/live-chat.umd.js"></script><live-chat stream-id="s1"></live-chat>`,
  });
  const { page, chat } = (await newViewer()).expectNetworkFailures();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("websocket", (socket) => asked.push(socket.url()));
  await page.goto(site.origin);
  await expect(chat.locator('[part~="connection"]')).toHaveAccessibleName("The chat cannot start");
  expect(asked.filter((url) => url.includes("evil") && !url.endsWith(".png"))).toEqual([]);
});
