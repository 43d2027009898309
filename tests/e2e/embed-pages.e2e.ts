import { expect, test } from "./fixtures.ts";
import type { Viewer } from "./viewer.ts";

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

/** The colour that is seen in the middle of a frame, on a page that is green. */
async function colourIn({ page }: Viewer, index: number): Promise<string> {
  const { x, y, width, height } = (await page.locator("iframe").nth(index).boundingBox())!;
  const clip = { x: x + width / 2, y: y + height / 4, width: 1, height: 1 };
  const png = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(async (url) => {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const context = document.createElement("canvas").getContext("2d")!;
    context.drawImage(picture, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].join();
  }, `data:image/png;base64,${png}`);
}

for (const colorScheme of ["light", "dark"] as const)
  for (const [page, query, style] of [
    ["normal", "", ""],
    ["light", "", ""],
    ["dark", "?theme=dark", ""],
    ["light dark", "?theme=auto", ""],
    ["dark", "", "color-scheme: light"],
    ["light dark", "", "color-scheme: light"],
  ] as const)
    test(`an overlay in a frame is transparent on a page of "${page}" in a ${colorScheme} system: ${query}${style}`, async ({
      server,
      newViewer,
      openSite,
    }) => {
      const site = await openSite({
        "/": `<!doctype html><title>Show</title><link rel="icon" href="data:,">
          <html style="color-scheme: ${page}; background: rgb(0, 128, 0)">
          <iframe title="Overlay" style="${style}" src="${server.url}/overlay/show${query}"></iframe>`,
      });
      const viewer = await newViewer({ colorScheme });
      await viewer.page.goto(site.origin);
      await viewer.page.frameLocator("iframe").locator("live-chat [part=base]").waitFor();
      await expect.poll(() => colourIn(viewer, 0)).toBe("0,128,0");
    });

test("a sandboxed frame without an origin says what it needs, and with one it has the chat", async ({
  startServer,
  newViewer,
  openSite,
}) => {
  const pages: Record<string, string> = {};
  const site = await openSite(pages);
  const server = await startServer({ guests: true, host: "127.0.0.1", origins: [site.origin] });
  const frame = (sandbox: string) =>
    `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
      <iframe title="Chat" sandbox="${sandbox}" width="360" height="560"
        src="${server.url}/embed/show?lang=en"></iframe>`;
  pages["/"] = frame("allow-scripts");
  pages["/whole"] = frame("allow-scripts allow-same-origin");
  const viewer = (await newViewer()).expectNetworkFailures();
  await viewer.page.goto(site.origin);
  const chat = viewer.page.frameLocator("iframe").locator("live-chat");
  await expect(chat).toContainText("Add allow-same-origin to the frame's sandbox");
  await expect(chat).not.toContainText("CHAT_ORIGINS");
  await viewer.page.goto(`${site.origin}/whole`);
  await expect(chat.getByRole("textbox", { name: "Nickname" })).toBeVisible();
});
