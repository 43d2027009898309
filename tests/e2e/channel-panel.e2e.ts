import type { ChatServer } from "live-chat-server";
import type { Locator, Page } from "playwright/test";
import { io } from "socket.io-client";

import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expect, test as base } from "./fixtures.ts";
import { tabTo } from "./tab-to.ts";

const SHOW = "moonlight:1";
const OWNER = { chat_roles: { "moonlight:*": "owner" }, name: "달빛공방" };

interface Fixtures {
  shop: ChatServer;
  /** Opens the studio of the show as an owner of the channel. */
  newStudio: (width: number, height: number) => Promise<Page>;
}

const test = base.extend<Fixtures>({
  shop: async ({ startServer }, use) => use(await startServer({ ...SIGN_IN, guests: true })),
  newStudio: async ({ shop, newViewer }, use) => {
    const token = await tokenOf("host", OWNER);
    await use(async (width, height) => {
      const { page } = await newViewer({ viewport: { width, height } });
      await page.goto(`${shop.url}/studio/${SHOW}#token=${token}`);
      return page;
    });
  },
});

/** Somebody writes in a stream; answers with the code of the refusal, if it was refused. */
async function say(shop: ChatServer, userId: string, streamId: string): Promise<string> {
  const auth = { token: await tokenOf(userId) };
  const socket = io(shop.url, { forceNew: true, transports: ["websocket"], auth });
  await socket.emitWithAck("join-room", { streamId });
  const answer = (await socket.emitWithAck("send-message", { streamId, message: "hello" })) as {
    error?: { code: string };
  };
  socket.close();
  return answer.error?.code ?? "sent";
}

const section = (page: Page, name: string): Locator => page.locator(`[data-section=${name}]`);

test("[CH2][OL7] an owner names the channel, invites a moderator and takes the role back, by keys alone", async ({
  shop,
  newStudio,
  newViewer,
}) => {
  const page = await newStudio(400, 640);
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await tabTo(page, page.getByRole("tab", { name: "Chat" }));
  await press("End", "ArrowLeft");
  const panel = page.getByRole("tabpanel", { name: "Channel" });
  await expect(panel.getByText("all shows of moonlight")).toBeVisible();
  await tabTo(page, panel.getByLabel("Name of the channel"));
  await page.keyboard.type("달빛공방");
  await press("Enter");
  await expect(panel.getByText("all shows of 달빛공방")).toBeVisible();

  const invite = panel.getByRole("button", { name: "Make a link" });
  await tabTo(page, invite);
  await press("Enter");
  const link = panel.getByRole("textbox", { name: "Link for one moderator" });
  await expect(link).toHaveValue(/#invitation=/);
  const moderator = await newViewer();
  await moderator.page.goto(await link.inputValue());
  await expect(moderator.page.getByText("달빛공방", { exact: true })).toBeVisible();
  await expect(moderator.page.getByText(/all shows of this channel/)).toBeVisible();
  await moderator.page.getByLabel("Nickname").fill("소라");
  await moderator.page.getByRole("button", { name: "Become a moderator" }).click();
  await expect(moderator.page.getByRole("heading", { name: /You are a moderator/ })).toBeVisible();
  // Of a show that nobody has named to her.
  await moderator.page.goto(`${shop.url}/studio/moonlight:2`);
  await expect(moderator.page.getByRole("button", { name: "Channel", exact: true })).toBeVisible();

  const withdraw = panel.getByRole("button", { name: "Take the role back: 소라" });
  await expect(withdraw).toBeVisible();
  await tabTo(page, withdraw, "Shift+Tab");
  await press("Enter");
  await expect(withdraw).toBeHidden();
  await expect(moderator.page.getByRole("heading", { name: /staff of this stream/ })).toBeVisible();
  // The button is gone, and the focus is beside it and not at the page's top.
  await expect(panel.locator(":focus")).toHaveCount(1);
  await tabTo(page, page.getByRole("tab", { name: "Channel" }), "Shift+Tab");
  await press("Home", "ArrowRight", "ArrowRight", "ArrowRight");
  await tabTo(page, page.getByRole("button", { name: /^Undo: .*소라.*in all shows/ }).first());
  await press("Enter");
  await expect(moderator.page.getByRole("button", { name: "Channel", exact: true })).toBeVisible();
});

test("[CH7][CH8][CH9] settings of the panel hold in the next show, and a ban is lifted there", async ({
  shop,
  newStudio,
}) => {
  expect(await say(shop, "tom", SHOW)).toBe("sent");
  const page = await newStudio(1280, 900);
  await page.getByRole("button", { name: "Channel", exact: true }).click();
  // The host bans somebody in the chat; the panel has it without being asked to.
  const chat = page.locator("live-chat");
  await chat.locator(".row").filter({ hasText: "hello" }).hover();
  await chat.locator(".row.open [data-do=ban]").click();
  await section(page, "people").locator("summary").click();
  const lift = section(page, "people").getByRole("button", { name: "Lift: tom" });
  await expect(lift).toBeVisible();
  expect(await say(shop, "tom", "moonlight:2")).toBe("banned");
  await lift.click();
  await expect(section(page, "people").getByText("Nobody is restricted.")).toBeVisible();
  expect(await say(shop, "tom", "moonlight:2")).toBe("sent");

  await section(page, "filters").locator("summary").click();
  const filters = section(page, "filters").locator("live-chat-filters");
  await filters.getByRole("switch", { name: "Words" }).click();
  await filters.getByRole("textbox", { name: /^Own words/ }).fill("hello");
  await filters.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").getByText(/filters.*in all shows/)).toBeVisible();
  expect(await say(shop, "tom", "moonlight:3")).toBe("filtered");

  await section(page, "mode").locator("summary").click();
  await section(page, "mode").getByRole("switch", { name: "Members only" }).click();
  await expect(section(page, "mode").locator("summary")).toContainText("Members only");
  await page.goto(`${shop.url}/studio/moonlight:4`);
  await page.getByRole("button", { name: "Room", exact: true }).click();
  await expect(
    page.getByRole("region", { name: "Room" }).getByRole("switch", { name: "Members only" }),
  ).toBeChecked();
});
