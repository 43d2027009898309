import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { chromium, type Browser, type BrowserContextOptions } from "playwright";

import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.js";
import { buildIfStale } from "./build.ts";
import { ensureChromium } from "./workshop/ensure-program.ts";
import { ROOT } from "./workshop/paths.ts";
import { playConversation } from "./workshop/play-conversation.ts";

/* Takes the README's pictures: the demo as it is, with people who talk through a real server. */
const FOLDER = join(ROOT, "docs/pictures");

await ensureChromium();
await buildIfStale();
const { createChatServer } = await import("../server/dist/index.js");
const server = await createChatServer({ port: 0, databaseUrl: "memory:", logLevel: "silent" });
const sendAway = await playConversation(server.url);
const executablePath = await chromiumPath();
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
mkdirSync(FOLDER, { recursive: true });
await takePicture(browser, "demo", "Ada", "Just joined. It is beautiful!", {
  viewport: { width: 1280, height: 800 },
  locale: "en-US",
});
await takePicture(browser, "phone", "지우", "퇴근길에 보고 있어요", {
  viewport: { width: 390, height: 844 },
  locale: "ko-KR",
  colorScheme: "dark",
  isMobile: true,
});
await browser.close();
sendAway();
await server.close();

/** Lets somebody join and say something, and takes what they see. */
async function takePicture(
  browser: Browser,
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
  await page.goto(server.url);
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
