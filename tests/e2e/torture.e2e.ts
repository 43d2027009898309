import { readFileSync } from "node:fs";

import type { Page } from "playwright/test";

import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";
import type { Viewer } from "./viewer.ts";

/* One page that does all that pages do, around one chat; each test turns on what it is about. */

type Fixtures = Parameters<Parameters<typeof test>[2]>[0];

/** Opens the page, with so many messages in its chat. */
async function open(
  { server, openSite, newViewer }: Pick<Fixtures, "server" | "openSite" | "newViewer">,
  { messages = 60, options = {} }: { messages?: number; options?: object } = {},
): Promise<{ viewer: Viewer; page: Page; say: (...texts: string[]) => Promise<void> }> {
  const read = (name: string) =>
    readFileSync(new URL(`./pages/${name}`, import.meta.url), "utf8").replace("SERVER", server.url);
  const site = await openSite({ "/": read("torture.html"), "/torture.js": read("torture.js") });
  const say = async (...texts: string[]): Promise<void> => sendAll(server.url, "s1", texts);
  await say(...Array.from({ length: messages }, (_, i) => `message ${i + 1}`));
  const viewer = await newViewer(options);
  await viewer.watch(site.origin);
  if (messages > 0) await expect(viewer.texts.last()).toHaveText(`message ${messages}`);
  return { viewer, page: viewer.page, say };
}

function torture(page: Page, name: string, ...args: unknown[]): Promise<void> {
  return page.evaluate(
    ([what, ...rest]) => {
      const all = Reflect.get(window, "torture") as Record<string, (...args: unknown[]) => unknown>;
      return Promise.resolve(all[what as string]!(...rest)).then(() => undefined);
    },
    [name, ...args],
  );
}

interface ListState {
  readonly top: number;
  readonly fromEnd: number;
  readonly pageTop: number;
}

function listState(page: Page): Promise<ListState> {
  return page.locator("live-chat [part~=messages]").evaluate((list) => ({
    top: list.scrollTop,
    fromEnd: Math.round(list.scrollHeight - list.scrollTop - list.clientHeight),
    pageTop: scrollY,
  }));
}

function slideOf(page: Page): Promise<unknown> {
  return page.evaluate(() => (Reflect.get(window, "torture") as { slide: number }).slide);
}

/** Moves a finger upwards over the list, as fast as a reader does. */
async function drag(page: Page, x: number, y: number, by: number): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  const touch = (type: string, at?: number) =>
    devTools.send("Input.dispatchTouchEvent", {
      type: type as "touchStart",
      touchPoints: at === undefined ? [] : [{ x, y: at }],
    });
  await touch("touchStart", y);
  for (let i = 1; i <= 12; i++) await touch("touchMove", y + (by * i) / 12);
  await touch("touchEnd");
}

async function center(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** Counts what the page asks of the server, by its event. */
function countAsked(page: Page): { sockets: number; history: number } {
  const counted = { sockets: 0, history: 0 };
  page.on("websocket", (socket) => {
    counted.sockets += 1;
    socket.on("framesent", ({ payload }) => {
      if (String(payload).includes("load-history")) counted.history += 1;
    });
  });
  return counted;
}

test.describe("a hidden chat", () => {
  test("in a tab asks for nothing while others write, and is where it was when it is shown", async ({
    server,
    openSite,
    newViewer,
  }) => {
    const { page, viewer, say } = await open({ server, openSite, newViewer }, { messages: 450 });
    const counted = countAsked(page);
    await page.reload();
    await viewer.isLive();
    await torture(page, "hideTab", true);
    await say(...Array.from({ length: 80 }, (_, i) => `while away ${i}`));
    await torture(page, "hideTab", false);
    await expect(viewer.texts.last()).toHaveText("while away 79");
    await expect.poll(async () => (await listState(page)).fromEnd).toBeLessThanOrEqual(1);
    expect(counted).toEqual({ sockets: 1, history: 0 });
  });

  test("in a closed drawer does so, too", async ({ server, openSite, newViewer }) => {
    const { page, viewer, say } = await open({ server, openSite, newViewer }, { messages: 450 });
    const counted = countAsked(page);
    await page.reload();
    await viewer.isLive();
    await torture(page, "closeDrawer", true);
    await say(...Array.from({ length: 40 }, (_, i) => `while away ${i}`));
    await torture(page, "closeDrawer", false);
    await expect(viewer.texts.last()).toHaveText("while away 39");
    await expect.poll(async () => (await listState(page)).fromEnd).toBeLessThanOrEqual(1);
    expect(counted.history).toBe(0);
  });

  test("costs little, also twenty times on one page", async ({ server, openSite, newViewer }) => {
    await sendAll(
      server.url,
      "s1",
      Array.from({ length: 450 }, (_, i) => `message ${i}`),
    );
    const chats = `<div hidden><live-chat stream-id="s1"></live-chat></div>`.repeat(20);
    const site = await openSite({
      "/": `<!doctype html><html lang="en"><link rel="icon" href="data:,">
        <script type="module" src="${server.url}/live-chat.js"></script>${chats}</html>`,
    });
    const { page } = await newViewer();
    const counted = countAsked(page);
    await page.goto(site.origin);
    const shown = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("live-chat")].map(
          ({ shadowRoot }) => shadowRoot!.querySelectorAll(".row").length,
        ),
      );
    await expect.poll(async () => Math.min(...(await shown()))).toBeGreaterThan(40);
    await sendAll(
      server.url,
      "s1",
      Array.from({ length: 40 }, (_, i) => `more ${i}`),
    );
    await expect.poll(async () => Math.max(...(await shown()))).toBeLessThanOrEqual(200);
    expect(counted).toEqual({ sockets: 1, history: 0 });
  });
});

test("a chat that is moved and scaled keeps its reader's place", async ({
  server,
  openSite,
  newViewer,
}) => {
  const { page, viewer, say } = await open({ server, openSite, newViewer });
  const row = viewer.chat.locator('[part~="message"]', { hasText: /message 30(?!\d)/ });
  await row.scrollIntoViewIfNeeded();
  const pill = viewer.chat.locator("[part~=pill]");
  await expect(pill).toBeVisible();
  const before = (await listState(page)).top;
  for (const place of ["theatre", "place"]) {
    await torture(page, "move", place);
    await say("meanwhile");
    await expect(pill).toContainText("new message");
    expect((await listState(page)).top).toBeCloseTo(before, -0.5);
  }
  await torture(page, "scale", 0.5);
  await say("and again");
  await expect(pill).toHaveText(/3 new/);
  expect((await listState(page)).top).toBeCloseTo(before, -0.5);
});

test("a chat that goes into another document keeps its styles there, and on its way back", async ({
  server,
  openSite,
  newViewer,
}) => {
  const { page, viewer, say } = await open({ server, openSite, newViewer });
  const look = () =>
    page.evaluate(() => {
      const find = (document: Document): Element | null => document.querySelector("live-chat");
      const frame = document.querySelector("iframe");
      const { shadowRoot } = (frame && find(frame.contentDocument!)) ?? find(document)!;
      const styleOf = (selector: string): string[] => {
        const { display, backgroundColor, blockSize } = getComputedStyle(
          shadowRoot!.querySelector(selector)!,
        );
        return [display, backgroundColor, selector === ".send" ? blockSize : ""];
      };
      return [".chat", ".send", ".menu", ".row"].map(styleOf);
    });
  await viewer.chat.locator("[part~=settings]").click();
  await viewer.chat.getByText("Text size").waitFor();
  const before = await look();
  await torture(page, "moveToFrame");
  const framed = page.frameLocator("iframe").locator("live-chat");
  await expect(framed.getByText("message 60", { exact: true })).toBeVisible();
  expect(await look()).toEqual(before);
  await say("into the frame");
  await expect(framed.getByText("into the frame")).toBeVisible();
  // What is loaded only there has its styles there, too.
  await framed.locator("[part~=emoji]").click();
  await expect(framed.locator("[part~=emoji-picker]")).toHaveCSS("display", "flex");
  await framed.getByRole("textbox", { name: "Write a message" }).fill("out of the frame");
  await framed.getByRole("textbox", { name: "Write a message" }).press("Enter");
  await expect(framed.getByText("out of the frame")).toBeVisible();
  await torture(page, "move", "theatre");
  await expect(viewer.texts.last()).toHaveText("out of the frame");
  expect(await look()).toEqual(before);
});

test("scrolling the chat does not scroll the page, even if the page locks or smooths scrolling", async ({
  server,
  openSite,
  newViewer,
}) => {
  const { page } = await open({ server, openSite, newViewer });
  await torture(page, "lockScroll");
  await torture(page, "smoothWheel");
  const list = await center(page, "live-chat [part~=messages]");
  await page.mouse.move(list.x, list.y);
  const { top } = await listState(page);
  await page.mouse.wheel(0, -200);
  await expect.poll(async () => (await listState(page)).top).toBeLessThan(top - 100);
  // At its end as well.
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, 300);
  await expect.poll(async () => (await listState(page)).fromEnd).toBe(0);
  expect((await listState(page)).pageTop).toBe(0);
  // The header scrolls nothing, and is the page's.
  const header = await center(page, "live-chat [part~=header]");
  await page.mouse.move(header.x, header.y);
  await page.mouse.wheel(0, 100);
  await expect
    .poll(() => page.evaluate(() => (Reflect.get(window, "torture") as { taken: object }).taken))
    .toEqual({ lenis: 1, lock: 1 });
});

test("a finger scrolls the list under a lock on scrolling", async ({
  server,
  openSite,
  newViewer,
}) => {
  const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
  const { page } = await open({ server, openSite, newViewer }, { options: phone });
  await torture(page, "lockScroll");
  const { top } = await listState(page);
  const { x, y } = await center(page, "live-chat [part~=messages]");
  await drag(page, x, y, 120);
  await expect.poll(async () => (await listState(page)).top).toBeLessThan(top - 60);
  expect((await listState(page)).pageTop).toBe(0);
});

test("a drag in the field selects there, and does not swipe the page", async ({
  server,
  openSite,
  newViewer,
}) => {
  const { page, viewer } = await open({ server, openSite, newViewer });
  await torture(page, "swipe");
  await torture(page, "forbidSelecting");
  await viewer.composer.fill("a long text that fills most of the field");
  const { x, y, width } = (await viewer.composer.boundingBox())!;
  await page.mouse.move(x + 12, y + 15);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 15, { steps: 6 });
  await page.mouse.up();
  const selected = () =>
    viewer.composer.evaluate((field) => {
      const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
  expect((await selected()).length).toBeGreaterThan(5);
  expect(await slideOf(page)).toBe(0);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+X");
  await expect(viewer.composer).toHaveValue("");
  await page.keyboard.press("Control+V");
  await expect(viewer.composer).toHaveValue("a long text that fills most of the field");
  // Beside the field the page may do as it likes.
  const header = await center(page, "live-chat [part~=header]");
  await page.mouse.move(header.x, header.y);
  await page.mouse.down();
  await page.mouse.move(header.x - 100, header.y, { steps: 4 });
  await page.mouse.up();
  expect(await slideOf(page)).toBe(1);
});

test("Escape first closes an open panel of the chat, and then the page's dialog", async ({
  server,
  openSite,
  newViewer,
}) => {
  const { page, viewer } = await open({ server, openSite, newViewer });
  await torture(page, "openDialog");
  const dialog = page.locator("dialog");
  const closes = async (part: string): Promise<void> => {
    await expect(viewer.chat.locator(part)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(viewer.chat.locator(part)).toBeHidden();
    await expect(dialog).toHaveAttribute("open");
  };
  const act = async (name: RegExp): Promise<void> => {
    await viewer.chat.locator('[part~="message"]').last().hover();
    await viewer.chat.getByRole("button", { name }).click();
  };
  await viewer.chat.locator("[part~=settings]").click();
  await closes("[part~=settings-menu]");
  await act(/^Reply/);
  await closes("[part~=reply-bar]");
  await act(/^Report/);
  await closes("[part~=report-sheet]");
  await viewer.chat.locator("[part~=nickname]").click();
  await closes("[part~=nickname-form]");
  await viewer.chat.locator("[part~=emoji]").click();
  await closes("[part~=emoji-picker]");
  await viewer.composer.fill("@");
  await viewer.composer.press("End");
  await closes("[part~=suggestions]");
  await viewer.chat.locator('[part~="message"]').last().focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveAttribute("open");
  await page.keyboard.press("Escape");
  await expect(dialog).not.toHaveAttribute("open");
});

test("changing texts keep changing in a translated page", async ({
  server,
  openSite,
  newViewer,
}) => {
  const { page, viewer, say } = await open({ server, openSite, newViewer });
  const viewers = viewer.chat.locator("[part~=viewers]");
  await expect(viewers).toHaveText("1");
  await viewer.composer.fill("x".repeat(450));
  const hint = viewer.chat.locator(".hint");
  await expect(hint).toHaveText("50");
  const list = viewer.chat.locator("[part~=messages]");
  await list.evaluate((element) => element.scrollTo(0, 300));
  await say("one");
  const pill = viewer.chat.locator("[part~=pill]");
  await expect(pill).toHaveText("1 new message");
  await torture(page, "translate");
  await (await newViewer()).watch(page.url());
  await expect(viewers).toHaveText("2");
  await viewer.composer.fill("x".repeat(460));
  await expect(hint).toHaveText("40");
  await viewer.composer.fill("x".repeat(510));
  await expect(hint).toHaveText("10 characters too many");
  await torture(page, "translate");
  await viewer.composer.fill("x".repeat(512));
  await expect(hint).toHaveText("12 characters too many");
  await say("two");
  await expect(pill).toHaveText("2 new messages");
});

test("a focus trap finds the chat when it looks into shadow roots, or something comes after it", async ({
  server,
  openSite,
  newViewer,
}) => {
  const tabsIntoChat = async (set: (page: Page) => Promise<void>): Promise<boolean> => {
    const { page } = await open({ server, openSite, newViewer }, { messages: 0 });
    await torture(page, "openDialog");
    await page.evaluate(() => {
      const close = document.createElement("button");
      close.id = "close";
      document.querySelector("dialog")!.prepend(close);
    });
    await set(page);
    await page.locator("#close").focus();
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press("Tab");
      const isField = await page.evaluate(
        () => document.querySelector("live-chat")!.shadowRoot!.activeElement?.localName,
      );
      if (isField === "textarea") return true;
    }
    return false;
  };
  expect(await tabsIntoChat((page) => torture(page, "trapFocus"))).toBe(false);
  expect(await tabsIntoChat((page) => torture(page, "trapFocus", { getShadowRoot: true }))).toBe(
    true,
  );
  expect(
    await tabsIntoChat(async (page) => {
      await page.evaluate(() => {
        const last = document.createElement("button");
        document.querySelector("dialog")!.append(last);
      });
      await torture(page, "trapFocus");
    }),
  ).toBe(true);
});
