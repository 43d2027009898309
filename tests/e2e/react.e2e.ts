import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import type { LiveChat as LiveChatElement } from "live-chat-element";
import type { ChatServerOptions } from "live-chat-server";
import type { Page } from "playwright/test";
import { build, type Rollup } from "vite";

import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";

/** The app as a React developer's bundler makes it, from the package as it is published. */
async function bundleApp(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"development"' },
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input: fileURLToPath(new URL("react-app.ts", import.meta.url)),
        output: { codeSplitting: false },
      },
    },
  })) as Rollup.RollupOutput;
  return built.output[0].code.replaceAll("</script", "<\\/script");
}

let app: Promise<string> | undefined;

interface World {
  openSite: (pages: Record<string, string>) => Promise<{ origin: string }>;
  startServer: (options: ChatServerOptions) => Promise<{ url: string }>;
}

/** Opens the app on a site of its own; gives the server's address. */
async function openApp(
  page: Page,
  { startServer, openSite }: World,
  search = "",
  options: ChatServerOptions = { guests: true },
): Promise<string> {
  app ??= bundleApp();
  const site = await openSite({
    "/":
      `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">` +
      `<div id="root"></div><script type="module">${await app}</script></html>`,
  });
  const { url } = await startServer({ origins: [site.origin], ...options });
  await page.goto(`${site.origin}/?server=${encodeURIComponent(url)}${search}`);
  return url;
}

function countSockets(page: Page): { opened: number; open: number } {
  const count = { opened: 0, open: 0 };
  page.on("websocket", (socket) => {
    count.opened += 1;
    count.open += 1;
    socket.on("close", () => (count.open -= 1));
  });
  return count;
}

/** How many connections the server says that it has. */
async function connectionsOf(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^live_chat_connections (\d+)$/m.exec(metrics)?.[1]);
}

test("in strict mode, <LiveChat> and two useChat of another stream connect once each", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  const sockets = countSockets(page);
  await openApp(page, { startServer, openSite });
  await viewer.isLive();
  await expect(page.locator("#ready")).toHaveText("s1");
  await expect(page.getByText("Tonight")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^live$/ })).toHaveCount(2);
  expect(sockets.opened).toBe(2);

  await page.getByRole("button", { name: "Send by one" }).click();
  const items = (name: string) => page.getByRole("region", { name }).getByRole("listitem");
  await expect(items("one")).toHaveText(["by one"]);
  await expect(items("two")).toHaveText(["by one"]);

  await page.getByRole("button", { name: "Toggle" }).click();
  await expect.poll(() => sockets.open).toBe(1);
  await page.getByRole("button", { name: "Toggle" }).click();
  await page.getByRole("button", { name: "Send by two" }).click();
  await expect(items("one")).toHaveText(["by one", "by two"]);
  await expect(items("two")).toHaveText(["by one", "by two"]);
  expect(sockets.opened, "those that come back share a connection again").toBe(3);
});

test("<LiveChat> and useChat of a stream are one guest on one connection", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  const sockets = countSockets(page);
  const url = await openApp(page, { startServer, openSite }, "&own=s1");
  await viewer.isLive();
  // The hook may have connected the stream before the element.
  await expect(page.locator("#ready")).toHaveText("s1");
  await expect(page.getByRole("status").filter({ hasText: /^live$/ })).toHaveCount(2);
  await viewer.join("Mina");
  const one = page.getByRole("region", { name: "one" });
  await expect(one.getByText("Mina")).toBeVisible();
  await page.getByRole("button", { name: "Send by one" }).click();
  await viewer.sees("by one");
  await viewer.say("by the element");
  await expect(one.getByRole("listitem")).toHaveText(["by one", "by the element"]);
  expect(sockets).toEqual({ opened: 1, open: 1 });
  expect(await connectionsOf(url)).toBe(1);
});

const JWT_SECRET = "a secret of thirty-two characters";

function signToken(): Promise<string> {
  return new SignJWT({ nickname: "Minji" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("minji")
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(JWT_SECRET));
}

for (const [address, end] of Object.entries({ "": "", " and a server with a slash": "/" }))
  test(`<LiveChat> and useChat with functions for tokens${address} are one member on one connection`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const viewer = await newViewer();
    const { page } = viewer;
    const search = `${end}&own=s1&tokens=${await signToken()}`;
    const world = { startServer, openSite };
    const url = await openApp(page, world, search, { jwtSecret: JWT_SECRET });
    await viewer.isLive();
    const one = page.getByRole("region", { name: "one" });
    await expect(one.getByText("Minji")).toBeVisible();
    await viewer.say("by the element");
    await expect(one.getByRole("listitem")).toHaveText(["by the element"]);
    expect(await connectionsOf(url)).toBe(1);
  });

test("a hidden <LiveChat> stays the member that it is when its token is read again", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  const search = `&own=s1&hides&tokens=${await signToken()}`;
  await openApp(page, { startServer, openSite }, search, { jwtSecret: JWT_SECRET });
  await viewer.say("before");
  const timesAsked = () =>
    page.evaluate(() => {
      const { counts } = globalThis as unknown as { counts: { asked: Map<string, number> } };
      return counts.asked.get("token");
    });
  await page.getByRole("button", { name: "Toggle" }).click();
  await expect(page.locator("live-chat")).toBeHidden();
  const before = await timesAsked();
  await page.locator("live-chat").evaluate((chat: LiveChatElement) => chat.reauthenticate());
  await expect.poll(timesAsked).not.toBe(before);
  await page.getByRole("button", { name: "Toggle" }).click();
  await viewer.isLive();
  await viewer.say("after");
  await expect(page.getByRole("region", { name: "one" }).getByText("Minji")).toBeVisible();
});

test("useChat keeps its list as short as maxMessages, however long an element's list of the stream is", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  const url = await openApp(page, { startServer, openSite }, "&own=s1&keep=5");
  await viewer.isLive();
  const texts = Array.from({ length: 130 }, (_, i) => `no. ${i + 1}`);
  await sendAll(url, "s1", texts);
  const items = page.getByRole("region", { name: "one" }).getByRole("listitem");
  await expect(items).toHaveText(texts.slice(-5));
  await page.getByRole("button", { name: "Older for one" }).click();
  await expect(items).toHaveText(texts);
  // Following, the element draws the newest alone.
  await expect(viewer.texts.last()).toHaveText("no. 130");
  expect(await viewer.texts.count()).toBeGreaterThanOrEqual(100);
});

test("a short useChat of a stream leaves a long one its messages", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const { page } = await newViewer();
  const url = await openApp(page, { startServer, openSite }, "&own=s2&keep-one=5&keep-two=150");
  const [one, two] = ["one", "two"].map((name) => page.getByRole("region", { name }));
  await expect(two!.getByText("live")).toBeVisible();
  const texts = Array.from({ length: 300 }, (_, i) => `no. ${i + 1}`);
  await sendAll(url, "s2", texts);
  await expect(one!.getByRole("listitem")).toHaveText(texts.slice(-5));
  await expect(two!.getByRole("listitem").last()).toHaveText("no. 300");
  expect(await two!.getByRole("listitem").count()).toBeGreaterThanOrEqual(150);
});

test("another token signs the chat in again, and the feed continues", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  await openApp(viewer.page, { startServer, openSite });
  await viewer.isLive();
  await viewer.join("Mina");
  await viewer.say("one");
  await viewer.sees("one");
  await viewer.page.getByRole("button", { name: "Change the token" }).click();
  await expect(viewer.chat.getByRole("button", { name: "Sign in to chat" })).toBeVisible();
  await viewer.isLive();
  await viewer.sees("one");
});

test("properties set on the element itself stay when the component renders again", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  await openApp(page, { startServer, openSite });
  await viewer.isLive();
  const chat = page.locator("live-chat");
  await chat.evaluate((element: LiveChatElement) => {
    element.token = "by hand";
  });
  await page.getByRole("button", { name: "Toggle" }).click();
  await expect(page.getByRole("region", { name: "two" })).toHaveCount(0);
  expect(await chat.evaluate((element: LiveChatElement) => element.token)).toBe("by hand");
});

test("renderMessage draws rows within the app's tree, and a busy stream renders none of them again", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  const url = await openApp(page, { startServer, openSite }, "&cards");
  await viewer.isLive();
  await sendAll(url, "s1", ["first", "plain second"]);
  const cards = page.locator("live-chat .card");
  await expect(cards).toHaveText(["light: Stock: firstLike first (0)"]);
  await viewer.sees("plain second");
  await page.getByRole("button", { name: "Like first" }).click();
  await expect(page.getByRole("button", { name: "Like first (1)" })).toBeVisible();
  const before = await cards.first().elementHandle();

  const texts = Array.from({ length: 90 }, (_, i) => `no. ${i + 1}`);
  await sendAll(url, "s1", texts);
  await expect(cards).toHaveCount(91);
  const { rendered, mounted } = await page.evaluate(() => {
    const { counts } = globalThis as unknown as { counts: Record<string, Map<string, number>> };
    return {
      rendered: Object.fromEntries(counts["rendered"]!),
      mounted: Object.fromEntries(counts["mounted"]!),
    };
  });
  expect(rendered).toEqual({ first: 2, ...Object.fromEntries(texts.map((text) => [text, 1])) });
  expect(Object.values(mounted)).toEqual(Array(91).fill(1));
  expect(await before?.evaluate((card) => card.isConnected)).toBe(true);
  // The newest is in sight, and its actions are the element's.
  await expect(cards.last()).toBeInViewport();
  await cards.last().hover();
  await expect(viewer.chat.getByRole("button", { name: /^Report/ })).toBeVisible();

  await page.getByRole("button", { name: "Dark" }).click();
  await expect(cards.first()).toHaveText("dark: Stock: firstLike first (1)");
  await page.getByRole("button", { name: "Loud" }).click();
  await expect(cards).toHaveCount(92);
  await expect(cards.first(), "another function keeps what is in a row").toHaveText(
    "dark: loud: firstLike first (1)",
  );
  await viewer.sees();
});

test("[EN7] renderMessage's content for an own message stays when the log has it", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  await openApp(page, { startServer, openSite }, "&cards");
  await viewer.isLive();
  await viewer.join("Mina");
  await viewer.say("mine");
  await expect(viewer.chat.locator(".row.mine:not(.pending)")).toHaveCount(1);
  await expect(page.locator("live-chat .card")).toHaveText(["light: Mina: mineLike mine (0)"]);
  const timesMounted = () =>
    page.evaluate(() => {
      const { counts } = globalThis as unknown as { counts: Record<string, Map<string, number>> };
      return counts["mounted"]!.get("mine");
    });
  expect(await timesMounted()).toBe(1);
});

test("without a server, hook and component look for the same one: where the app comes from", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = (await newViewer()).expectNetworkFailures();
  const { page } = viewer;
  await openApp(page, { startServer, openSite });
  const { origin, host } = new URL(page.url());
  await viewer.isLive();
  await page.goto("about:blank");
  const asked = new Set<string>();
  page.on("websocket", (socket) => asked.add(new URL(socket.url()).host));
  await page.goto(`${origin}/`);
  await expect(page.getByRole("status").filter({ hasText: "server-unreachable" })).toHaveCount(2);
  await expect(viewer.chat.locator('[part~="failure"]')).toBeVisible();
  expect([...asked]).toEqual([host]);
});
