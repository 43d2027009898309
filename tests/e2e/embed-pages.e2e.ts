import { expect, test } from "./fixtures.ts";

test("a page of another site frames the chat, and people talk in it", async ({
  startServer,
  newViewer,
  openSite,
}) => {
  const server = await startServer();
  const site = await openSite({
    "/": `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
      <iframe title="Chat" width="360" height="560" src="${server.url}/embed/show?lang=en&theme=dark"></iframe>`,
  });
  const framed = await newViewer();
  await framed.page.goto(`${site.origin}/`);
  const chat = framed.page.frameLocator("iframe").locator("live-chat");
  await expect(chat).toHaveAttribute("theme", "dark");
  await chat.getByRole("textbox", { name: "Nickname" }).fill("Mina");
  await chat.getByRole("button", { name: "Join" }).click();
  await chat.getByRole("textbox", { name: "Write a message" }).fill("hello from the frame");
  await chat.getByRole("textbox", { name: "Write a message" }).press("Enter");

  const alone = await (await newViewer()).watch(`${server.url}/embed/show?lang=en`);
  await alone.sees("hello from the frame");
  const box = await alone.chat.boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, ...alone.page.viewportSize() });
});

test("an overlay shows the newest messages on nothing, and lets removed ones go", async ({
  server,
  newViewer,
}) => {
  const writer = await (await newViewer()).watch(`${server.url}/embed/show?lang=en`);
  await writer.join("Mina");
  const overlay = await newViewer();
  await overlay.page.goto(`${server.url}/overlay/show?max-rows=2&lang=en`);
  for (const text of ["one", "two", "three"]) await writer.say(text);
  await overlay.sees("two", "three");
  expect(
    await overlay.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
  ).toBe("rgba(0, 0, 0, 0)");
  await expect(overlay.chat.getByRole("textbox")).toHaveCount(0);

  const last = writer.chat.locator('[part~="message"]').last();
  await last.hover();
  await last.getByRole("button", { name: /^Delete/ }).click();
  await overlay.sees("one", "two");
});
