import type { Page } from "playwright/test";

import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";

test("the chat follows its stream-id", async ({ server, newViewer }) => {
  await sendAll(server.url, "s1", ["one"]);
  await sendAll(server.url, "s2", ["two"]);
  const viewer = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await viewer.sees("one");

  await viewer.chat.evaluate((chat) => chat.setAttribute("stream-id", "s2"));
  await viewer.sees("two");
  await sendAll(server.url, "s1", ["one more"]);
  await sendAll(server.url, "s2", ["two more"]);
  await viewer.sees("two", "two more");
});

test("a chat that is moved keeps its messages, its draft and its connection", async ({
  server,
  newViewer,
}) => {
  await sendAll(server.url, "s1", ["still here"]);
  const viewer = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await viewer.join("Mina");
  await viewer.composer.fill("half a sentence");
  const connects = await countConnects(viewer.page);

  await viewer.chat.evaluate((chat) => document.body.append(chat));
  await viewer.sees("still here");
  await expect(viewer.composer).toHaveValue("half a sentence");
  await viewer.say("moved");
  await viewer.sees("still here", "moved");
  expect(connects()).toBe(0);
});

test("a chat that is removed leaves its room, and one that is added joins", async ({
  server,
  newViewer,
}) => {
  const stays = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  const leaves = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  const viewers = stays.chat.locator('[part~="viewers"]');
  await expect(viewers).toHaveAccessibleName("2 watching");

  await leaves.chat.evaluate((chat) => chat.remove());
  await expect(viewers).toHaveAccessibleName("1 watching");

  await leaves.page.evaluate(() => {
    const chat = document.createElement("live-chat");
    chat.setAttribute("stream-id", "s1");
    document.body.append(chat);
  });
  await leaves.isLive();
  await expect(viewers).toHaveAccessibleName("2 watching");
});

test("an Enter that ends a Hangul syllable sends once", async ({ server, newViewer }) => {
  const viewer = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await viewer.join("미나");
  await viewer.composer.focus();
  const keyboard = await viewer.page.context().newCDPSession(viewer.page);
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };

  for (const text of ["안", "안ㄴ", "안녀", "안녕"]) {
    await keyboard.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
  await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await keyboard.send("Input.insertText", { text: "안녕" });
  await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });

  await viewer.sees("안녕");
  await expect(viewer.composer).toHaveValue("");
  await viewer.say("끝");
  await viewer.sees("안녕", "끝");
});

/** Counts the WebSockets that a page opens from now on. */
async function countConnects(page: Page): Promise<() => number> {
  let count = 0;
  page.on("websocket", () => count++);
  return () => count;
}
