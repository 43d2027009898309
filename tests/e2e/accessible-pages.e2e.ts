import { sendAll } from "../support/stock-client.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

test("nothing is wrong with any page, at three widths, in both schemes and in forced colours", async ({
  server,
  newViewer,
}) => {
  const viewer = await (await newViewer()).watch(`${server.url}/embed/demo?lang=en`);
  const { page, chat } = viewer;
  await expectAccessible(page, "a chat that asks for a name");
  await viewer.join("Mina");
  for (const text of ["hello", "see https://example.com/jar", "@Mina and so on"])
    await viewer.say(text);
  await viewer.sees("hello", "see https://example.com/jar", "@Mina and so on");
  await expectAccessible(page, "a chat");
  await chat.getByRole("button", { name: "Settings" }).or(chat.locator("[part=settings]")).click();
  await expect(chat.locator("[part=settings-menu] select")).toBeVisible();
  await expectAccessible(page, "a chat with its settings");
  await page.keyboard.press("Escape");
  await sendAll(server.url, "demo", ["cheap coins"]);
  await chat.getByText("cheap coins").hover({ position: { x: 4, y: 4 } });
  await chat.getByRole("button", { name: "Report" }).click();
  await expect(chat.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "a report");
  await viewer.watch(`${server.url}/`);
  await expect(viewer.texts).toHaveCount(4);
  await expectAccessible(page, "the demo");
  for (const [path, there] of [
    ["/overlay/demo?lang=en", "live-chat"],
    ["/embed", "live-chat"],
    ["/sign-in/", "main"],
  ] as const) {
    await page.goto(server.url + path);
    await expect(page.locator(there).first()).toBeVisible();
    await expectAccessible(page, path);
  }
});

test("nothing is wrong with what the host has, at three widths, in both schemes and in forced colours", async ({
  server,
  newViewer,
}) => {
  const { page, chat } = await newViewer();
  await page.goto((await server.makeOwnerLink()).url);
  await page.getByLabel("Nickname").fill("Host");
  await expectAccessible(page, "the owner's link");
  await page.getByRole("button", { name: "Become the owner" }).click();
  await page.getByLabel("A chat by its stream id").waitFor();
  await expectAccessible(page, "the owner's places");
  await sendAll(server.url, "demo", ["hello", "cheap coins"]);
  await page.goto(`${server.url}/embed/demo?lang=en`);
  await chat.getByRole("button", { name: "Moderation" }).click();
  for (const tab of ["Review", "Room", "People", "History", "Filters"]) {
    await chat.getByRole("tab", { name: tab }).click();
    await expect(chat.locator(".panel-body > div:not([hidden])")).not.toContainText("Loading");
    await expectAccessible(page, tab);
  }
  await page.keyboard.press("Escape");
  await chat.getByText("cheap coins").hover({ position: { x: 4, y: 4 } });
  await chat.locator("[data-do=menu]").click();
  await expectAccessible(page, "a person's menu");
  await chat.locator(".staff-menu").getByRole("button", { name: "More" }).click();
  await expect(chat.locator(".card-id")).toBeVisible();
  await expectAccessible(page, "a person's card");
  await page.keyboard.press("Escape");
  const composer = chat.getByRole("textbox", { name: "Write a message" });
  await composer.fill("/help");
  await composer.press("Enter");
  await expect(chat.locator(".staff-help")).toBeVisible();
  await expectAccessible(page, "the commands' help");
});
