import { join } from "node:path";

import type { Browser, BrowserContextOptions } from "playwright";

import { buildIfStale } from "../build.ts";
import { ROOT } from "./paths.ts";
import { playConversation } from "./play-conversation.ts";

const FOLDER = join(ROOT, "docs/pictures");

/** Takes pictures of the demo, with people who chat through a real server. */
export async function takeDemoPictures(browser: Browser): Promise<void> {
  await buildIfStale();
  const { createChatServer } = await import("../../server/dist/index.js");
  const server = await createChatServer({ port: 0, databaseUrl: "memory:", logLevel: "silent" });
  const sendAway = await playConversation(server.url);
  await takePicture(browser, server.url, "demo", "Ada", "Just joined. It is beautiful!", {
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
  });
  await takePicture(browser, server.url, "phone", "지우", "퇴근길에 보고 있어요", {
    viewport: { width: 390, height: 844 },
    locale: "ko-KR",
    colorScheme: "dark",
    isMobile: true,
  });
  sendAway();
  await server.close();
}

/** Lets somebody join and say something, and takes what they see. */
async function takePicture(
  browser: Browser,
  url: string,
  name: string,
  nickname: string,
  words: string,
  options: BrowserContextOptions,
): Promise<void> {
  const context = await browser.newContext({
    deviceScaleFactor: 1,
    reducedMotion: "reduce",
    timezoneId: eveningTimezone(),
    ...options,
  });
  const page = await context.newPage();
  await page.goto(url);
  const chat = page.locator("live-chat");
  await chat.locator("live-chat-nickname input").fill(nickname);
  await chat.locator("live-chat-nickname input").press("Enter");
  await chat.locator("textarea:visible").fill(words);
  await chat.locator("textarea").press("Enter");
  await chat.locator('[part~="text"]', { hasText: words }).waitFor();
  await chat.locator(".pending").waitFor({ state: "detached" });
  await chat.locator("textarea").blur();
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
  console.log(`docs/pictures/${name}.png`);
}

/** Where it is eight in the evening now, as it is in the demo. */
function eveningTimezone(): string {
  const hoursAhead = ((20 - new Date().getUTCHours() + 11) % 24) - 11;
  // These names count hours behind Greenwich.
  return `Etc/GMT${hoursAhead > 0 ? "-" : "+"}${Math.abs(hoursAhead)}`;
}
