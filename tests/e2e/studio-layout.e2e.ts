import type { ChatServer } from "live-chat-server";
import type { BrowserContextOptions, Locator, Page } from "playwright/test";
import { io } from "socket.io-client";

import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expect, test as base } from "./fixtures.ts";

interface Fixtures {
  shop: ChatServer;
  /** Opens the studio of a stream as its host. */
  newStudio: (address: string, options?: BrowserContextOptions) => Promise<Page>;
  act: (action: object, scope?: "channel") => Promise<void>;
}

const test = base.extend<Fixtures>({
  shop: async ({ startServer }, use) => use(await startServer({ ...SIGN_IN, guests: true })),
  newStudio: async ({ shop, newViewer }, use) => {
    const token = await tokenOf("host", { chat_role: "owner", name: "달빛공방" });
    await use(async (address, options) => {
      const { page } = await newViewer(options);
      await page.goto(`${shop.url}/studio/${address}#token=${token}`);
      return page;
    });
  },
  act: async ({ shop }, use) => {
    const token = await tokenOf("other-host", { chat_role: "owner" });
    const socket = io(shop.url, { forceNew: true, transports: ["websocket"], auth: { token } });
    await socket.emitWithAck("join-room", { streamId: STREAM });
    await use(async (action, scope) => {
      const answer = (await socket.emitWithAck("moderate", {
        ...{ streamId: STREAM, action, ...(scope && { scope }) },
      })) as object;
      expect(answer).toMatchObject({ ok: true });
    });
    socket.close();
  },
});

const STREAM = "moon:2026-12-24";
const DOCK = { viewport: { width: 400, height: 600 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test("[ST1][CH11] the header calls a stream by its channel's name and day, above its id, and cuts both on a phone", async ({
  newStudio,
  act,
}) => {
  await act({ kind: "set-name", name: "Moonlight, the pottery of the valley" }, "channel");
  const called = "Moonlight, the pottery of the valley · December 24, 2026";
  const page = await newStudio(STREAM);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(called);
  await expect(heading).toHaveAttribute("title", `${called} (${STREAM})`);
  await expect(page.locator(".studio-header").getByText(STREAM, { exact: true })).toBeVisible();
  await expect(page).toHaveTitle(`${called} · Studio`);
  const phone = await newStudio(STREAM, PHONE);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(called);
  const header = (await phone.locator(".studio-header").boundingBox())!;
  expect([header.width, header.height <= 56]).toEqual([360, true]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expect(phone.getByRole("link", { name: "Report" })).toBeInViewport({ ratio: 1 });
});

test("[ST1] tabs that do not fit in a dock say so, lead there by mouse, and are reached by keys", async ({
  newStudio,
}) => {
  const page = await newStudio(STREAM, DOCK);
  const row = page.locator(".tabs-row");
  await expect(row).toHaveAttribute("data-after");
  await expect(row).not.toHaveAttribute("data-before");
  const last = page.getByRole("tab", { name: "Now" });
  await row.locator(".more-tabs.after").click();
  await expect(row).toHaveAttribute("data-before");
  await expect(row).not.toHaveAttribute("data-after");
  await expect(last).toBeInViewport({ ratio: 1 });
  await row.locator(".more-tabs.before").click();
  await expect(row).not.toHaveAttribute("data-before");
  // For screen readers and keys there is one list with all tabs, and no other button.
  await expect(row.getByRole("button")).toHaveCount(0);
  await page.getByRole("tab", { name: "Chat" }).focus();
  await page.keyboard.press("End");
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Home");
  await expect(page.getByRole("tab", { name: "Chat" })).toBeInViewport({ ratio: 1 });
  // Where all of them fit, nothing is said.
  await page.setViewportSize({ width: 560, height: 600 });
  await expect(row).not.toHaveAttribute("data-after");
});

test("[MO9] a pin of one line is as high on a phone as the button that hides it", async ({
  newStudio,
  act,
}) => {
  await act({ kind: "pin-text", text: "Free shipping today" });
  const page = await newStudio(STREAM, PHONE);
  const box = (await page.locator("live-chat .pin").boundingBox())!;
  expect(box.height).toBeLessThanOrEqual(45);
  const button = (await page.locator("live-chat .pin button").boundingBox())!;
  expect(button.height).toBeGreaterThanOrEqual(40);
  expect(button.y).toBeGreaterThanOrEqual(box.y);
  expect(button.y + button.height).toBeLessThanOrEqual(box.y + box.height);
});

test("[RP2] the report in Korean waits for its texts, and shows none in English before", async ({
  shop,
  newViewer,
}) => {
  const token = await tokenOf("host", { chat_role: "owner", name: "달빛공방" });
  const { page } = await newViewer({ locale: "ko-KR" });
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/assets\/ko-staff-/, async (route) => {
    await released;
    await route.continue();
  });
  const asked = page.waitForRequest(/assets\/ko-staff-/);
  await page.goto(`${shop.url}/studio/${STREAM}?view=report#token=${token}`);
  await asked;
  await expect(page.getByRole("status").getByText("연결하고 있어요…")).toBeVisible();
  await expect(page.locator(".report-page")).toHaveCount(0);
  release();
  await expect(page.locator(".report-page")).toBeVisible();
});

/** The words of a part of the page that stand on two lines. */
function brokenWords(part: Locator): Promise<string[]> {
  return part.evaluate((element) => {
    const broken: string[] = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode())
      for (const { 0: word, index } of texts.currentNode.nodeValue!.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    return broken;
  });
}

test("[ST1] in Korean, lines break between words, in the gate and in the panels", async ({
  shop,
  newStudio,
  newViewer,
  act,
}) => {
  const korean = { ...PHONE, locale: "ko-KR" };
  const { page: visitor } = await newViewer(korean);
  for (const width of [320, 340, 360, 390]) {
    await visitor.setViewportSize({ width, height: 740 });
    await visitor.goto(`${shop.url}/studio/${STREAM}`);
    await expect(visitor.locator(".gate h2")).toBeVisible();
    expect(await brokenWords(visitor.locator(".gate")), `${width}`).toEqual([]);
  }
  await act({ kind: "pin-text", text: "고정" });
  const page = await newStudio(STREAM, korean);
  for (const tab of ["people", "room", "filters", "channel"]) {
    await page.locator(`[data-tab=${tab}]`).tap();
    const panel = page.locator(`#column-${tab}`);
    await expect(panel.locator("input, button").first()).toBeVisible();
    for (const width of [320, 360, 390]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await brokenWords(panel), `${tab} ${width}`).toEqual([]);
    }
  }
});
