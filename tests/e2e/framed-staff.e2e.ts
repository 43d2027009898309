import type { Page } from "playwright/test";

import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expect, test } from "./fixtures.ts";

/** Has every chat of this browser's pages be somebody's, in frames, too. */
async function beEverywhere(page: Page, token: string): Promise<void> {
  await page.addInitScript((token) => {
    void customElements.whenDefined("live-chat").then(() => {
      const chat = document.querySelector("live-chat");
      if (chat) chat.token = token;
    });
  }, token);
}

function frameOf(url: string): string {
  return `<!doctype html><title>Win a prize</title><link rel="icon" href="data:,">
    <iframe title="Chat" width="360" height="560" src="${url}"></iframe>`;
}

test("[EM7] an owner has no staff tools in a stranger's frame, and has them in a window of its own", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer({ ...SIGN_IN, origins: "*" });
  const token = await tokenOf("boss", { chat_role: "owner" });
  const site = await openSite({ "/": frameOf(`${server.url}/embed/show?lang=en`) });
  const { page } = await newViewer();
  await beEverywhere(page, token);
  await page.goto(site.origin);
  const chat = page.frameLocator("iframe").locator("live-chat");
  await expect(chat.getByRole("textbox", { name: "Write a message" })).toBeEditable();
  await expect(chat.locator("[part=staff]")).toHaveCount(0);
  // The live region has the text as well.
  const notice = chat.locator(".composer-notice");
  await expect(notice).toContainText("Staff tools do not work in a frame on another site.");

  const opened = page.context().waitForEvent("page");
  await chat.getByRole("link", { name: "Open the chat in its own window" }).click();
  const own = await opened;
  await beEverywhere(own, token);
  await own.reload();
  expect(own.url()).toBe(`${server.url}/embed/show?lang=en`);
  await expect(own.locator("live-chat").locator("[part=staff]")).toBeVisible();
});

test("[EM7] an owner has staff tools in a frame of the chat server's own page", async ({
  startServer,
  newViewer,
}) => {
  const server = await startServer({ ...SIGN_IN, origins: "*" });
  const { page } = await newViewer();
  await beEverywhere(page, await tokenOf("boss", { chat_role: "owner" }));
  await page.route(`${server.url}/frame`, (route) =>
    route.fulfill({ contentType: "text/html", body: frameOf("/embed/show?lang=en") }),
  );
  await page.goto(`${server.url}/frame`);
  const chat = page.frameLocator("iframe").locator("live-chat");
  await expect(chat.locator("[part=staff]")).toBeVisible();
});

test("[EM7] an owner has staff tools in frames of the pages that the operator has listed, and others frame nothing", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const pages = { "/": "" };
  const site = await openSite(pages);
  const other = await openSite(pages);
  const server = await startServer({ ...SIGN_IN, origins: [site.origin] });
  pages["/"] = frameOf(`${server.url}/embed/show?lang=en`);
  const { page } = await newViewer();
  await beEverywhere(page, await tokenOf("boss", { chat_role: "owner" }));
  await page.goto(site.origin);
  const chat = page.frameLocator("iframe").locator("live-chat");
  await expect(chat.locator("[part=staff]")).toBeVisible();

  const stranger = await (await newViewer()).page.context().newPage();
  await stranger.goto(other.origin);
  await expect.poll(() => stranger.frames().at(-1)?.url()).toBe("chrome-error://chromewebdata/");
});
