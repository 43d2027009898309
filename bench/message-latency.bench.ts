import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, type Browser, type Page } from "playwright";

import { buildIfStale } from "../scripts/build.ts";
import { ensurePrograms } from "../scripts/lib/ensure-program.ts";
import { startServerProcess } from "../tests/support/server-process.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.js";
import { percentile, spread } from "./support/statistics.ts";

/*
 * How long a message takes from Enter on one page to the row on another,
 * over a server process of its own with SQLite; and how soon that server is ready.
 */
const STARTS = 5;
const MESSAGES = 300;
const WARM_UP = 20;

await ensurePrograms("Chromium");
await buildIfStale();
const folder = await mkdtemp(join(tmpdir(), "live-chat-bench-"));
try {
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start++) starts.push(await measureStart(start));
  console.log(`server ready after start, median of ${STARTS}: ${spread(starts)} ms`);

  const latencies = await measureMessages();
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(latencies, share).toFixed(1));
  console.log(`message between two browsers, ${MESSAGES} messages: p50 ${p50} ms, p99 ${p99} ms`);
} finally {
  await rm(folder, { recursive: true });
}

async function measureStart(run: number): Promise<number> {
  const before = performance.now();
  const server = await startServerProcess(
    { CHAT_DATABASE_URL: `sqlite:./start-${run}.db` },
    folder,
  );
  const elapsedMs = performance.now() - before;
  await server.end("SIGKILL");
  return elapsedMs;
}

async function measureMessages(): Promise<number[]> {
  const server = await startServerProcess(
    { CHAT_DATABASE_URL: "sqlite:./messages.db", CHAT_RATE_LIMIT: "off" },
    folder,
  );
  const executablePath = await chromiumPath();
  const open = () => chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const browsers = await Promise.all([open(), open()]);
  try {
    const writer = await openChat(browsers[0], server.url);
    const reader = await openChat(browsers[1], server.url);
    const latencies: number[] = [];
    for (let index = 0; index < WARM_UP + MESSAGES; index++) {
      const text = `message ${index}`;
      const [sentAtMs, seenAtMs] = await Promise.all([say(writer, text), see(reader, text)]);
      if (index >= WARM_UP) latencies.push(seenAtMs - sentAtMs);
    }
    return latencies;
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server.end("SIGKILL");
  }
}

async function openChat(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ locale: "en-US" });
  await page.goto(`${url}/embed-example.html`);
  await page.getByRole("textbox", { name: "Nickname" }).fill("Bench");
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("textbox", { name: "Write a message" }).focus();
  return page;
}

/** Types a message and presses Enter; returns the time in ms since 1970. */
function say(page: Page, text: string): Promise<number> {
  return page.locator("live-chat textarea").evaluate((field: HTMLTextAreaElement, text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const sentAtMs = performance.timeOrigin + performance.now();
    for (const type of ["keydown", "keyup"]) {
      field.dispatchEvent(new KeyboardEvent(type, { key: "Enter", bubbles: true }));
    }
    return sentAtMs;
  }, text);
}

/** Waits for the message's row; returns the time in ms since 1970. */
function see(page: Page, text: string): Promise<number> {
  return page.locator("live-chat").evaluate((chat, text) => {
    return new Promise<number>((resolve) => {
      const look = () => {
        const last = [...(chat.shadowRoot?.querySelectorAll('[part~="text"]') ?? [])].at(-1);
        if (last?.textContent?.trim() !== text) return;
        observer.disconnect();
        resolve(performance.timeOrigin + performance.now());
      };
      const observer = new MutationObserver(look);
      if (chat.shadowRoot) {
        observer.observe(chat.shadowRoot, { childList: true, subtree: true, characterData: true });
      }
      look();
    });
  }, text);
}
