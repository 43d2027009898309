import { devices } from "playwright/test";

import { expect, test } from "./fixtures.ts";
import { openStrictPage } from "./strict-page.ts";

test("a draft is there after a reload, in this tab and for this stream alone", async ({
  server,
  newViewer,
}) => {
  const viewer = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await viewer.join("Mina");
  await viewer.composer.fill("half a sentence");
  await viewer.page.reload();
  await expect(viewer.composer).toHaveValue("half a sentence");

  await viewer.page.goto(`${server.url}/?stream=s2`);
  await expect(viewer.composer).toHaveValue("");
  const otherTab = await viewer.page.context().newPage();
  await otherTab.goto(`${server.url}/?stream=s1`);
  const field = otherTab.locator("live-chat").getByRole("textbox", { name: "Write a message" });
  await expect(field).toHaveValue("");

  await viewer.watch(`${server.url}/?stream=s1`);
  await expect(viewer.composer).toHaveValue("half a sentence");
  await viewer.composer.press("Enter");
  await viewer.sees("half a sentence");
  await viewer.page.reload();
  await expect(viewer.composer).toHaveValue("");
});

test("[SM8] a person who writes too fast sees how long to wait, and the message is sent after that", async ({
  startServer,
  newViewer,
}) => {
  const server = await startServer({ rateLimit: "2/6s" });
  const viewer = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await viewer.join("Mina");
  for (const text of ["one", "two", "three"]) await viewer.say(text);
  const send = viewer.chat.locator('[part~="send"]');
  await expect(send).toHaveText(/^\s*\d\s*$/);
  await viewer.composer.fill("four");
  await viewer.composer.press("Enter");
  await expect(viewer.composer).toHaveValue("four");
  await expect(viewer.chat).toContainText(/You can send again in \d s/);
  await viewer.sees("one", "two", "three", "four");
  await expect(viewer.composer).toHaveValue("");
});

for (const file of ["live-chat.js", "live-chat.umd.js"] as const) {
  test(`emoji and names complete on a strict page of another origin, by ${file}`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const { server, site } = await openStrictPage({ startServer, openSite }, file, 'lang="ko"');
    const tom = await (await newViewer()).watch(`${server.url}/?stream=s1`);
    await tom.join("Tom");
    await tom.say("안녕하세요");

    const viewer = await (await newViewer()).watch(site.origin);
    const { chat, page, composer } = viewer;
    await chat.getByRole("textbox", { name: "닉네임" }).fill("미나");
    await chat.getByRole("textbox", { name: "닉네임" }).press("Enter");
    await composer.pressSequentially("@T");
    await expect(chat.getByRole("option")).toHaveText([/Tom/]);
    await composer.press("Enter");
    await composer.pressSequentially(":박수");
    await expect(chat.getByRole("option").first()).toContainText("👏");
    await composer.press("Tab");
    await chat.getByRole("button", { name: "이모지" }).click();
    await chat.getByRole("searchbox").fill("tada");
    await chat.locator(".emoji", { hasText: "🎉" }).click();
    await page.keyboard.press("Escape");
    await expect(composer).toHaveValue("@Tom 👏🎉");
    await composer.press("Enter");
    await tom.sees("안녕하세요", "@Tom 👏🎉");
  });
}

test("on a touch screen the field does not make iOS zoom in, and targets fit a finger", async ({
  server,
  newViewer,
}) => {
  const { defaultBrowserType: _, ...phone } = devices["iPhone 13"];
  const viewer = await (await newViewer({ ...phone, locale: "en-US" })).watch(server.url);
  await viewer.join("Mina");
  const size = await viewer.composer.evaluate((field) => getComputedStyle(field).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(16);
  await expect(viewer.composer).toHaveAttribute("enterkeyhint", "send");
  await viewer.chat.getByRole("button", { name: "Emoji" }).tap();
  const emoji = viewer.chat.locator(".emoji").first();
  for (const target of [emoji, ...(await viewer.chat.locator(".composer button").all())]) {
    const box = await target.boundingBox();
    if (box) expect(Math.min(box.height, box.width)).toBeGreaterThanOrEqual(28);
  }
  // The keyboard stays away: it has emoji of its own.
  await expect(emoji).toBeFocused();
  await emoji.tap();
  await expect(viewer.composer).toHaveValue("😀");
  await expect(viewer.composer).not.toBeFocused();
});
