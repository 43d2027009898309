import type { ChatServer } from "live-chat-server";
import { io } from "socket.io-client";
import type { BrowserContextOptions, Locator, Page } from "playwright/test";

import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { faultsOf } from "./axe.ts";
import { expect, test as base } from "./fixtures.ts";
import { Raid } from "./raid.ts";
import { tabTo } from "./tab-to.ts";

const HOLD_RAID = {
  kind: "set-filters",
  rules: [{ id: "coins", kind: "words", action: { kind: "hold" }, words: ["coins"] }],
};

interface Fixtures {
  shop: ChatServer;
  /** Opens the studio of the stream as its host. */
  newStudio: (options?: BrowserContextOptions, address?: string) => Promise<Page>;
}

const test = base.extend<Fixtures>({
  shop: async ({ startServer }, use) => use(await startServer({ ...SIGN_IN, guests: true })),
  newStudio: async ({ shop, newViewer }, use) => {
    const token = await tokenOf("host", { chat_role: "owner", name: "달빛공방" });
    await use(async (options, address = "s1") => {
      const { page } = await newViewer(options);
      await page.goto(`${shop.url}/studio/${address}#token=${token}`);
      return page;
    });
  },
});

const chatOf = (page: Page): Locator => page.locator("live-chat");
const queueOf = (page: Page): Locator => page.locator(".review-list > li");

/** Does something to the stream, or another one's channel, as its owner. */
async function act(
  shop: ChatServer,
  action: object,
  at: { streamId: string; scope?: "channel" } = { streamId: "s1" },
): Promise<void> {
  const token = await tokenOf("other-host", { chat_role: "owner" });
  const socket = io(shop.url, { forceNew: true, transports: ["websocket"], auth: { token } });
  await socket.emitWithAck("join-room", { streamId: at.streamId });
  const answer = (await socket.emitWithAck("moderate", { ...at, action })) as object;
  expect(answer).toMatchObject({ ok: true });
  socket.close();
}

/** As many as the queue holds of one address: more would drop the oldest meanwhile. (SPEC HE5) */
const FEW = { textsEach: 2 };

async function raided(
  shop: ChatServer,
  work: (raid: Raid) => Promise<void>,
  options?: ConstructorParameters<typeof Raid>[1],
): Promise<void> {
  const members = await Promise.all(["mina", "jun"].map((name) => tokenOf(name)));
  const raid = await new Raid(shop.url, options).begin(members);
  try {
    await work(raid);
  } finally {
    raid.end();
  }
}

/** What members say is read beside all that, and nobody was kept from it. */
async function isRead(page: Page, raid: Raid): Promise<void> {
  const before = raid.said.length;
  await expect
    .poll(() => raid.said.length + 1_000 * raid.unsaid.length)
    .toBeGreaterThan(before + 2);
  expect(raid.unsaid).toEqual([]);
  await expect(chatOf(page).getByText(raid.said.at(-1)!)).toBeVisible();
}

/** By all rules in the light theme, and by that of colours in the dark one: no other depends on it. */
async function faultsInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await faultsOf(page, { runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
  return [...dark.map((fault) => `dark: ${fault}`), ...(await faultsOf(page))];
}

test("[ST1] a raid of 50 is ended by mouse while the chat is read, with columns that stay", async ({
  shop,
  newStudio,
}) => {
  await raided(shop, async (raid) => {
    const page = await newStudio();
    await expect(chatOf(page).locator('.row:has-text("cheap coins")').nth(3)).toBeVisible();
    // [ST5] The token is in no address, neither of the page nor in its history.
    expect(page.url()).toBe(`${shop.url}/studio/s1`);
    await page.getByRole("button", { name: "Room", exact: true }).click();
    await page.getByRole("switch", { name: "Members only" }).click();
    await expect.poll(() => raid.refused.size).toBe(Raid.size);
    await expect(page.getByRole("status").getByText("Changed the room")).toBeVisible();
    await isRead(page, raid);
    // Somebody who is in the chat is looked at in the column, and not over the chat.
    const row = chatOf(page).locator('.row:has-text("what a glaze")').last();
    await row.hover({ position: { x: 60, y: 8 } });
    await chatOf(page).locator(".row.open [data-do=menu]").click();
    await chatOf(page).getByRole("button", { name: "More about this person" }).click();
    await expect(
      page.getByRole("region", { name: "People" }).getByText("Here since"),
    ).toBeVisible();
    await page.getByRole("button", { name: "History", exact: true }).click();
    await expect(page.getByRole("region", { name: "History" })).toBeHidden();
    await page.reload();
    await expect(page.getByRole("region", { name: "Room" })).toBeVisible();
    await expect(page.getByRole("region", { name: "History" })).toBeHidden();
  });
});

test("[ST1] a raid of 50 is ended by keys alone while the chat is read", async ({
  shop,
  newStudio,
}) => {
  await raided(shop, async (raid) => {
    const page = await newStudio();
    await expect(chatOf(page).locator('.row:has-text("cheap coins")').nth(3)).toBeVisible();
    await tabTo(page, page.getByRole("button", { name: "Room", exact: true }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("switch", { name: "Members only" }));
    await page.keyboard.press("Space");
    await expect.poll(() => raid.refused.size).toBe(Raid.size);
    await isRead(page, raid);
  });
});

test("[ST1] what a filter holds of a raid is decided on by one key each, and the next comes by itself", async ({
  shop,
  newStudio,
}) => {
  await act(shop, HOLD_RAID);
  await raided(
    shop,
    async (raid) => {
      const page = await newStudio();
      await expect(queueOf(page).nth(4)).toBeVisible();
      const focused = (): Promise<string> =>
        page.evaluate(() => {
          const root = document.querySelector("live-chat-studio")!.shadowRoot!;
          return (root.activeElement as HTMLElement | null)?.innerText ?? "";
        });
      await queueOf(page).first().focus();
      const decided = new Set<string>();
      for (let i = 0; i < 12; i++) {
        const text = await focused();
        expect(text).toContain("cheap coins here");
        expect(decided.has(text)).toBe(false);
        decided.add(text);
        await page.keyboard.press(i === 0 ? "a" : "r");
        await expect.poll(focused).not.toBe(text);
      }
      await page.keyboard.press("ArrowDown");
      expect(await focused()).toContain("cheap coins here");
      await expect(chatOf(page).locator('.row:has-text("cheap coins")')).toHaveCount(1);
      await isRead(page, raid);
    },
    FEW,
  );
});

test("[ST1] a second moderator ends a raid on a phone, by touch, and reads on", async ({
  shop,
  newStudio,
}) => {
  await raided(shop, async (raid) => {
    const page = await newStudio({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await page.getByRole("tab", { name: "Room" }).tap();
    await page.getByRole("switch", { name: "Members only" }).tap();
    await expect.poll(() => raid.refused.size).toBe(Raid.size);
    await page.getByRole("tab", { name: "Chat" }).tap();
    await isRead(page, raid);
  });
});

test("[ST1] a person who is no staff sees how to sign in, and the list shows the streams of staff", async ({
  shop,
  newViewer,
}) => {
  const { page } = await newViewer();
  await page.goto(`${shop.url}/studio/s1`);
  await expect(page.getByRole("heading", { name: /staff of this stream/ })).toBeVisible();
  await expect(chatOf(page)).toHaveCount(0);
  expect(await faultsOf(page)).toEqual([]);
  const { url } = await shop.makeOwnerLink();
  await page.goto(url);
  await page.getByLabel("Nickname").fill("달빛공방");
  await page.getByRole("button", { name: /^Become/ }).click();
  await expect(page.getByRole("heading", { name: /^You are/ })).toBeVisible();
  await page.goto(`${shop.url}/studio/moon:1`);
  await chatOf(page).getByRole("textbox").fill("hello");
  await page.keyboard.press("Enter");
  await expect(chatOf(page).getByText("hello")).toBeVisible();
  await page.getByRole("link", { name: "All streams" }).click();
  await expect(page.getByRole("heading", { name: "moon" })).toBeVisible();
  await expect(page.getByRole("link", { name: "moon:1", exact: true })).toBeVisible();
  await expect(page.getByText("달빛공방: hello")).toBeVisible();
  // [CH11] Once the channel has a name, streams are called by it, above their ids.
  const name = { kind: "set-name", name: "Moonlight" };
  await act(shop, name, { streamId: "moon:1", scope: "channel" });
  await page.reload();
  await expect(page.getByRole("heading", { name: "Moonlight" })).toBeVisible();
  expect(await faultsInBothThemes(page)).toEqual([]);
  await page.getByRole("link", { name: "Moonlight · 1 moon:1", exact: true }).click();
  await expect(chatOf(page).getByText("hello")).toBeVisible();
});

const DOCK = { viewport: { width: 400, height: 600 } };
const SECTIONS = ["people", "filters", "mode"];

/** Opens every section of the channel's panel. */
async function openSections(page: Page): Promise<void> {
  for (const name of SECTIONS) {
    const section = page.locator(`[data-section=${name}]`);
    await section.locator("summary").click();
    await expect(section.locator(".section-body :is(input, select)").first()).toBeVisible();
  }
}

test("[ST1] every column is clean for axe, in both themes, beside each other", async ({
  shop,
  newStudio,
}) => {
  await act(shop, HOLD_RAID);
  await raided(shop, async () => {
    const page = await newStudio();
    await expect(queueOf(page).nth(1)).toBeVisible();
    for (const name of ["Room", "Filters", "Channel"])
      await page.getByRole("button", { name, exact: true }).click();
    await expect(page.getByRole("region", { name: "Filters" }).getByRole("button")).not.toHaveCount(
      0,
    );
    await openSections(page);
    expect(await faultsInBothThemes(page)).toEqual([]);
    // A card in the column of people, and a menu over the chat.
    await queueOf(page).first().locator("button").last().click();
    await expect(page.getByRole("button", { name: "More about this person" })).toBeVisible();
    expect(await faultsInBothThemes(page)).toEqual([]);
    await page.getByRole("button", { name: "More about this person" }).click();
    await expect(
      page.getByRole("region", { name: "People" }).getByText("Here since"),
    ).toBeVisible();
    expect(await faultsInBothThemes(page)).toEqual([]);
  });
});

test("[ST1] every tab is clean for axe, in both themes, in a dock", async ({ shop, newStudio }) => {
  await act(shop, HOLD_RAID);
  await raided(shop, async () => {
    const page = await newStudio(DOCK);
    await expect(chatOf(page)).toBeVisible();
    const tabs = ["Review", "People", "History", "Room", "Filters", "Channel", "Now", "Chat"];
    for (const tab of tabs) {
      await page.getByRole("tab", { name: tab }).click();
      if (tab === "Channel") await openSections(page);
      expect(await faultsInBothThemes(page), tab).toEqual([]);
    }
  });
});

test("[ST1][RP2] the report, the list and the gate are clean for axe, in both themes, wide and narrow", async ({
  shop,
  newStudio,
  newViewer,
}) => {
  await raided(shop, (raid) => expect.poll(() => raid.said.length).toBeGreaterThan(0));
  const report = await newStudio({}, "s1?view=report");
  await expect(report.getByRole("heading", { name: "Who wrote most" })).toBeVisible();
  const list = await newStudio({}, "");
  await expect(list.getByRole("heading", { level: 2 })).toBeVisible();
  const { page: gate } = await newViewer();
  await gate.goto(`${shop.url}/studio/s1`);
  await expect(gate.getByRole("heading", { name: /staff of this stream/ })).toBeVisible();
  for (const page of [report, list, gate]) {
    expect(await faultsInBothThemes(page), page.url()).toEqual([]);
    await page.setViewportSize(DOCK.viewport);
    expect(await faultsInBothThemes(page), page.url()).toEqual([]);
  }
  const download = report.waitForEvent("download");
  await report.getByRole("button", { name: /CSV/ }).click();
  expect((await download).suggestedFilename()).toBe("s1.csv");
});
