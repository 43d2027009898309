import type { Page } from "playwright/test";

import { expect, test } from "./fixtures.ts";
import { openSignIn } from "./sign-in-steps.ts";
import { Viewer } from "./viewer.ts";

test("the demo speaks the browser's language, and the other on demand", async ({
  server,
  newViewer,
}) => {
  const korean = await (await newViewer({ locale: "ko-KR" })).watch(server.url);
  const { page } = korean;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("가마에서 갓 나온 달항아리");
  await expect(korean.chat.getByRole("textbox")).toHaveAttribute("placeholder", "닉네임");

  await page.getByRole("combobox", { name: "언어" }).selectOption("English");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Moon jars, fresh from the kiln",
  );
  await expect(korean.chat.getByRole("textbox")).toHaveAttribute("placeholder", "Nickname");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Moon jars, fresh from the kiln",
  );
});

test("the demo's theme is the system's, or the visitor's choice", async ({ server, newViewer }) => {
  const { page } = await (await newViewer({ colorScheme: "dark" })).watch(server.url);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();

  await page.getByRole("radio", { name: "Light" }).check();
  await expect.poll(background).not.toBe(dark);
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect.poll(background).toBe(dark);
});

test("the demo's picture moves, and stands still for those who ask for it", async ({
  server,
  newViewer,
}) => {
  const picture = (page: Page) =>
    page.locator("#picture").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

  const { page } = await (await newViewer({ reducedMotion: null })).watch(server.url);
  const first = await picture(page);
  await expect.poll(() => picture(page)).not.toBe(first);

  const { page: calm } = await (await newViewer()).watch(server.url);
  const still = await picture(calm);
  await calm.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await picture(calm)).toBe(still);
});

test("the demo's picture can be paused, continues where it was, and says so in the chosen language", async ({
  server,
  newViewer,
}) => {
  const { page } = await (await newViewer({ reducedMotion: null })).watch(server.url);
  const pictures = () =>
    page.locator("#picture").evaluate((canvas: HTMLCanvasElement) => {
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const first = canvas.toDataURL();
      // Ten frames are more than the picture takes for its next one.
      return (async () => {
        for (let i = 0; i < 10; i++) await nextFrame();
        return canvas.toDataURL() === first ? "still" : "moves";
      })();
    });
  await expect.poll(pictures).toBe("moves");
  await page.getByRole("button", { name: "Pause", exact: true }).press("Enter");
  const play = page.getByRole("button", { name: "Play", exact: true });
  await expect(play).toBeFocused();
  await expect.poll(pictures).toBe("still");
  const dot = await page.locator(".stage .live").evaluate((live) => {
    return getComputedStyle(live, "::before").animationPlayState;
  });
  expect(dot).toBe("paused");
  await page.getByRole("combobox", { name: "Language" }).selectOption("한국어");
  await page.getByRole("button", { name: "재생", exact: true }).press("Enter");
  await expect.poll(pictures).toBe("moves");
});

test("the demo takes a nickname and a stream, and offers the two lines for it", async ({
  server,
  newViewer,
}) => {
  const viewer = await newViewer({ permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = await viewer.watch(server.url);
  await page.locator("#visit").getByLabel("Nickname").fill("Mina");
  await page.locator("#visit").getByLabel("Stream id").fill("my-show");
  await page.getByRole("button", { name: "Apply" }).click();
  await viewer.say("hello");
  await viewer.sees("hello");
  await expect(viewer.chat.locator('[part~="name"]')).toHaveText("Mina");
  expect(page.url()).toBe(`${server.url}/?stream=my-show`);

  await page.getByRole("button", { name: "Copy" }).last().click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `<script type="module" src="${server.url}/live-chat.js"></script>\n` +
      `<live-chat stream-id="my-show"></live-chat>`,
  );
});

test("the demo knows the name that one chose in the chat, also after a reload", async ({
  server,
  newViewer,
}) => {
  const viewer = await (await newViewer()).watch(server.url);
  const field = viewer.page.locator("#visit").getByLabel("Nickname");
  await expect(field).toHaveValue("");
  await viewer.join("Mina");
  await expect(field).toHaveValue("Mina");
  await viewer.page.reload();
  await expect(field).toHaveValue("Mina");
});

test("the demo's owner moderates the chat", async ({ server, newViewer }) => {
  const guest = await (await newViewer()).watch(server.url);
  await guest.join("Mina");
  await guest.say("cheap watches");
  const host = await newViewer();
  await host.page.goto((await server.makeOwnerLink()).url);
  await host.page.getByLabel("Nickname").fill("달빛공방");
  await host.page.getByRole("button", { name: "Become the owner" }).click();
  await host.page.getByLabel("A chat by its stream id").waitFor();
  await host.watch(server.url);
  await host.sees("cheap watches");
  await expect(host.chat.getByRole("button", { name: "Moderation" })).toBeVisible();
  await host.chat.getByText("cheap watches").hover({ position: { x: 4, y: 4 } });
  await host.chat.getByRole("button", { name: "Delete message", exact: true }).click();
  await expect(guest.chat.getByText("cheap watches")).toHaveCount(0);
});

test("[SI2] without the link that the terminal shows, nobody is the demo's owner", async ({
  server,
  newViewer,
}) => {
  const visitor = await (await newViewer()).watch(server.url);
  const popUp = await openSignIn(visitor);
  await expect(popUp.getByText("open the link that the terminal shows")).toBeVisible();
  await popUp.getByRole("button", { name: "Tom" }).click();
  await visitor.say("just a visitor");
  await expect(visitor.chat.getByRole("button", { name: "Moderation" })).toHaveCount(0);
});

test("the pages are never wider than the window", async ({ server, newViewer }) => {
  const viewer = await newViewer();
  const { page } = viewer;
  for (const path of ["/", "/embed", "/embed-example.html"]) {
    await viewer.watch(server.url + path);
    // Without a margin, nothing forgives a pixel too much.
    await page.evaluate(() => document.body.style.setProperty("margin", "0"));
    for (const width of [320, 390, 420, 480, 800, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const excess = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(excess, `${path} at ${width} px`).toBe(0);
    }
  }
});

test("a second viewer is somebody else, and both talk", async ({ server, newViewer }) => {
  const first = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await first.join("Mina");

  const popup = first.page.waitForEvent("popup");
  await first.page.getByText("Open a second viewer", { exact: true }).click();
  const second = new Viewer(await popup);
  await second.isLive();
  await second.join("Tom");
  await second.say("hi, Mina");
  await first.sees("hi, Mina");
  expect(second.troubles).toEqual([]);
});

test("the bare example page chats", async ({ server, newViewer }) => {
  const viewer = await (await newViewer()).watch(`${server.url}/embed-example.html`);
  await viewer.join("Mina");
  await viewer.say("only two lines");
  await viewer.sees("only two lines");
});

test("the demo sends a crowd in, and out again", async ({ server, newViewer }) => {
  const viewer = await (await newViewer()).watch(server.url);
  const { page } = viewer;
  await page.getByRole("button", { name: "Let them in" }).click();
  await expect(page.getByText("30 messages a second")).toBeVisible();
  await expect.poll(() => viewer.texts.count()).toBeGreaterThan(30);
  await page.getByRole("slider", { name: "Messages a second" }).press("End");
  await expect(page.getByText("200 messages a second")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("button", { name: "Let them in" })).toBeVisible();
  // What was made up says so, and goes with one press.
  await page.getByRole("button", { name: "Clear it" }).click();
  await expect(page.getByText("This conversation is made up.")).toBeHidden();
  await expect(page.getByText("No messages yet")).toBeVisible();
});

test("a server that is not a demo sends no crowd", async ({ startServer, newViewer }) => {
  const server = await startServer({ guests: true });
  const { page } = await (await newViewer()).watch(server.url);
  await expect(page.getByRole("heading", { name: "Try it out" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "A busy stream" })).toBeHidden();
});

test("the demo's chat takes a look that was mixed, and gives the rule for it", async ({
  server,
  newViewer,
}) => {
  const viewer = await (await newViewer()).watch(server.url);
  const { page } = viewer;
  const panel = page.locator("#look");
  await panel.getByLabel("Background").fill("#102030");
  await panel.getByLabel("Text", { exact: true }).fill("#f0f0f0");
  await expect(viewer.chat.locator('[part~="base"]')).toHaveCSS(
    "background-color",
    "rgb(16, 32, 48)",
  );
  await expect(viewer.chat).toHaveAttribute("theme", "dark");
  await expect(panel.locator("#look-code")).toContainText("--live-chat-background: #102030;");
  await panel.getByLabel("Text", { exact: true }).fill("#203040");
  await expect(panel.getByText("Hard to read")).toBeVisible();

  await panel.getByRole("radio", { name: "Compact" }).check();
  await expect(viewer.chat).toHaveAttribute("density", "compact");
  await panel.getByRole("radio", { name: "gazette" }).check();
  await expect(panel.getByRole("slider", { name: "Corners" })).toHaveValue("0");
  await panel.getByRole("radio", { name: "Plain" }).check();
  await expect(viewer.chat.locator('[part~="base"]')).toHaveCSS(
    "background-color",
    "rgb(255, 255, 255)",
  );
});
