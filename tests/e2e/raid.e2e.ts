import type { ChatServer } from "live-chat-server";
import type { BrowserContextOptions } from "playwright/test";

import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expect, test as base } from "./fixtures.ts";
import { Moderator } from "./moderator.ts";
import { Raid } from "./raid.ts";
import { readHistory } from "../support/stock-client.ts";
import { chatPage } from "./sign-in-steps.ts";

interface Fixtures {
  shop: ChatServer;
  raid: Raid;
  /** Opens the raided chat as a moderator. */
  newModerator: (options?: BrowserContextOptions) => Promise<Moderator>;
}

const test = base.extend<Fixtures>({
  shop: async ({ startServer }, use) => use(await startServer({ ...SIGN_IN, origins: "*" })),
  raid: async ({ shop }, use) => {
    const members = await Promise.all(["mina", "jun", "sora"].map((name) => tokenOf(name)));
    const raid = await new Raid(shop.url).begin(members);
    await use(raid);
    raid.end();
  },
  newModerator: async ({ shop, newViewer, openSite, raid: _ }, use) => {
    const token = await tokenOf("helper", { chat_role: "moderator" });
    const head = `<script type="module">document.querySelector("live-chat").token = "${token}";</script>`;
    const { origin } = await openSite({ "/": chatPage(shop.url, head) });
    await use(async (options) => {
      const moderator = new Moderator(await (await newViewer(options)).watch(origin));
      await moderator.isRaided();
      return moderator;
    });
  },
});

/** Number of raiders that are banned one by one during the raid. */
const BANS_AMID_RAID = 8;

/** No message of the raid is left, and all members continued to chat. */
async function isOver(raid: Raid, { raidersRows }: Moderator, shop: ChatServer): Promise<void> {
  await expect(raidersRows).toHaveCount(0);
  const before = raid.said.length;
  await expect
    .poll(() => raid.said.length + 1_000 * raid.unsaid.length)
    .toBeGreaterThan(before + 3);
  expect(raid.unsaid).toEqual([]);
  const history = await readHistory(shop.url, "s1");
  expect(history.filter(({ message }) => message.includes("cheap coins"))).toEqual([]);
  expect(history.length).toBeGreaterThan(3);
}

test("[MO2] [MO6] a moderator ends a raid of 50 by mouse, and the list does not move under it", async ({
  raid,
  newModerator,
  shop,
}) => {
  const moderator = await newModerator();
  const { page, chat } = moderator;
  const banNext = async (check?: (row: { key: string; top: number }) => Promise<void>) => {
    const place = await moderator.placeOfRaider();
    if (!place) return false;
    await page.mouse.move(place.x, place.y);
    // Until the mouse is there, the list scrolls: the row under it may be a member's.
    const row = await moderator.openRow();
    if (!row?.text.includes("cheap coins")) {
      // A mouse that stays where it is opens no other row.
      await page.mouse.move(1, 1);
      return true;
    }
    await check?.(row);
    await chat.locator(".row.open [data-do=ban]").click();
    await expect.poll(() => moderator.isRemoved(row.key)).toBe(true);
    return true;
  };

  while (raid.refused.size < BANS_AMID_RAID) {
    const isInSight = await banNext(async ({ key, top }) => {
      const { taken } = raid;
      await expect.poll(() => raid.taken).toBeGreaterThan(taken + 50);
      // What scrolled away above has heights in fractions of a pixel.
      expect(Math.abs((await moderator.topOf(key))! - top)).toBeLessThan(1);
    });
    // Away from the list, which goes on, and back.
    if (!isInSight || raid.refused.size % 3 === 0) await page.mouse.move(1, 1);
  }

  await chat.locator("[part=staff]").click();
  await chat.locator("[data-tab=room]").click();
  await chat.locator("[name=membersOnly]").click();
  await expect.poll(() => raid.refused.size).toBe(Raid.size);
  await chat.locator("[data-do=close]").click();
  while ((await moderator.raidersRows.count()) > 0)
    if (!(await banNext()))
      await chat.locator(".scroller").evaluate((list) => list.scrollBy(0, -300));
  await page.mouse.move(1, 1);
  await isOver(raid, moderator, shop);
});

test("[MO2] [MO6] a moderator ends a raid of 50 by keyboard alone", async ({
  raid,
  newModerator,
  shop,
}) => {
  const moderator = await newModerator();
  const { page, chat } = moderator;
  const focused = (): Promise<string> =>
    chat.evaluate((element) => {
      const active = element.shadowRoot!.activeElement as HTMLElement | null;
      return active?.matches(".row, .scroller") ? active.innerText : "";
    });
  await chat.evaluate((element) => (element as HTMLElement).focus());
  await page.keyboard.type("/members");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect.poll(() => raid.refused.size).toBe(Raid.size);

  while ((await focused()) === "") await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowUp");
  for (let presses = 0; presses < 400 && (await moderator.raidersRows.count()) > 0; presses++) {
    if ((await focused()).includes("cheap coins")) {
      await page.keyboard.press("b");
      await expect.poll(focused).not.toContain("cheap coins");
    }
    await page.keyboard.press("ArrowUp");
  }
  await isOver(raid, moderator, shop);
});

test("[MO2] [MO6] a moderator ends a raid of 50 on a phone, by touch", async ({
  raid,
  newModerator,
  shop,
}) => {
  const moderator = await newModerator({
    viewport: { width: 390, height: 760 },
    hasTouch: true,
    isMobile: true,
  });
  const { page, chat } = moderator;
  await chat.locator("[part=staff]").tap();
  await chat.locator("[data-tab=room]").tap();
  await chat.locator("[name=membersOnly]").tap();
  await expect.poll(() => raid.refused.size).toBe(Raid.size);
  await chat.locator("[data-do=close]").tap();

  while ((await moderator.raidersRows.count()) > 0) {
    const place = await moderator.placeOfRaider();
    if (!place) {
      await chat.locator(".scroller").evaluate((list) => list.scrollBy(0, -300));
      continue;
    }
    await page.touchscreen.tap(place.x, place.y);
    // The list scrolled until the touch: the open row may be a member's.
    const row = await moderator.openRow();
    if (!row?.text.includes("cheap coins")) continue;
    await chat.locator(".row.open [data-do=ban]").tap();
    await expect.poll(() => moderator.isRemoved(row.key)).toBe(true);
  }
  await isOver(raid, moderator, shop);
});
