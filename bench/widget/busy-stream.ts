import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import type { Browser, Page } from "playwright";

import { startServerProcess } from "../../tests/support/server-process.ts";
import { percentile } from "../support/statistics.ts";
import { startCrowd, type Crowd } from "./crowd.ts";
import { CostReader, type PageCost } from "./page-cost.ts";
import { traceTasks } from "./task-costs.ts";
import { watchFollowing, type Following } from "./watch-following.ts";
import { watchResponsiveness, type Responsiveness } from "./watch-responsiveness.ts";

const PER_SECOND = 100;
const SLOW_DOWN = 4;
const KEY_EVERY_MS = 150;
/** A key waits for a task that is longer. */
const LONG_TASK_MS = 50;
/** By then the list holds as many rows as it ever does. */
const FILL_SECONDS = 6;

interface Moment extends PageCost {
  readonly heapBytes: number;
  readonly rows: number;
}

/**
 * Simulates a crowd for an element on a slow processor while somebody types, and prints how it
 * copes.
 */
export async function runBusyStream(browser: Browser, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "live-chat-bench-"));
  const server = await startServerProcess({ CHAT_RATE_LIMIT: "off" }, folder);
  const page = await browser.newPage({ locale: "en-US", viewport: { width: 400, height: 700 } });
  try {
    await page.goto(`${server.url}/embed-example.html`);
    await page.getByRole("textbox", { name: "Nickname" }).fill("Bench");
    await page.getByRole("button", { name: "Join" }).click();
    const field = page.getByRole("textbox", { name: "Write a message" });
    await field.focus();
    const reader = await CostReader.attach(page);
    await reader.slowDown(SLOW_DOWN);
    const crowd = await startCrowd(server.url, "s1", PER_SECOND);
    await wait(FILL_SECONDS * 1_000);
    const before = await look(page, reader);
    const responsiveness = await watchResponsiveness(page);
    const following = await watchFollowing(page);
    const tasks = await traceTasks(browser, page);
    const startMs = performance.now();
    await typeFor(page, seconds * 1_000);
    const seen = await responsiveness();
    const costsMs = await tasks();
    const followed = await following(crowd.sent());
    const after = await look(page, reader);
    const lastedS = (performance.now() - startMs) / 1_000;
    const perSecond = crowd.stop();
    report(before, after, seen, lastedS, perSecond);
    reportTasks(costsMs);
    reportFollowing(followed);
    await untilAllShown(page, crowd);
  } finally {
    await page.close();
    await server.end("SIGKILL");
    await rm(folder, { recursive: true });
  }
}

async function look(page: Page, reader: CostReader): Promise<Moment> {
  const rows = await page.locator("live-chat .row").count();
  const heapBytes = await reader.heapBytes();
  return { ...(await reader.read()), heapBytes, rows };
}

/** Types as people do: words, and now and then everything is deleted again. */
async function typeFor(page: Page, forMs: number): Promise<void> {
  const endMs = performance.now() + forMs;
  for (let pressed = 1; performance.now() < endMs; pressed++) {
    await page.keyboard.press(pressed % 40 === 0 ? "Control+A" : pressed % 6 === 0 ? "Space" : "h");
    await wait(KEY_EVERY_MS);
  }
}

function report(
  before: Moment,
  after: Moment,
  { longTasksMs, inputDelaysMs }: Responsiveness,
  seconds: number,
  sentPerSecond: number,
): void {
  const messages = sentPerSecond * seconds;
  const growth = ((after.heapBytes - before.heapBytes) / messages) * 10_000;
  const ms = (share: number): string => percentile(inputDelaysMs, share).toFixed(0);
  console.log(
    [
      `${sentPerSecond.toFixed(0)} messages/s for ${seconds.toFixed(0)} s through a server of its own,`,
      `the page's processor ${SLOW_DOWN} times slower, somebody typing:`,
    ].join(" "),
  );
  console.log(
    `  tasks over 50 ms: ${longTasksMs.length} (${longTasksMs.map(Math.round).join(", ")})`,
  );
  console.log(
    `  key to next paint: p50 ${ms(0.5)} ms, p95 ${ms(0.95)} ms, most ${ms(1)} ms of ${inputDelaysMs.length} keys`,
  );
  console.log(
    `  heap after GC: ${mb(before.heapBytes)} → ${mb(after.heapBytes)} MB, ${mb(growth)} MB per 10,000 messages`,
  );
  console.log(
    `  DOM nodes: ${before.nodes} → ${after.nodes}, rows: ${before.rows} → ${after.rows}`,
  );
  console.log(`  listeners: ${before.listeners} → ${after.listeners}`);
  console.log(
    `  main thread: ${(((after.cpuMs - before.cpuMs) / seconds / 1_000) * 100).toFixed(0)} % of a core`,
  );
}

function reportTasks(costsMs: readonly number[]): void {
  const long = costsMs.filter((ms) => ms > LONG_TASK_MS);
  const ms = (share: number): string => percentile(costsMs, share).toFixed(0);
  console.log(
    `  tasks by the processor's time: ${long.length} of ${costsMs.length} over ${LONG_TASK_MS} ms, p99 ${ms(0.99)} ms, most ${ms(1)} ms`,
  );
}

/** If the list stood still, nothing was measured. */
function reportFollowing({ samples, stopped, rowsBehind }: Following): void {
  console.log(
    `  list: followed in ${samples - stopped} of ${samples} looks, ${rowsBehind} messages behind what was sent at the end`,
  );
  if (stopped > 0) throw new Error("The list ceased to follow.");
}

async function untilAllShown(page: Page, crowd: Crowd): Promise<void> {
  const last = `${crowd.sent() - 1} `;
  await page.locator("live-chat .row").last().filter({ hasText: last }).waitFor();
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}
