import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium, type Browser } from "playwright";
import { io } from "socket.io-client";

import { buildIfStale } from "../scripts/build.ts";
import { ensurePrograms } from "../scripts/lib/ensure-program.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.js";
import { startServerProcess } from "../tests/support/server-process.ts";
import { SIGN_IN, tokenOf } from "../tests/support/tokens.ts";
import { startCrowd } from "./widget/crowd.ts";
import { CostReader } from "./widget/page-cost.ts";
import { traceTasks, type Task } from "./widget/trace-tasks.ts";

/*
 * How the studio bears a busy show: 1,000 messages a minute, with every column open and staff
 * at work elsewhere. Usage: npm run bench studio [-- minutes]
 */
const [minutes = 2] = process.argv.slice(2).map(Number);
const PER_SECOND = 1_000 / 60;
const COLUMNS = ["chat", "queue", "people", "audit", "room", "filters", "pulse"];
/** An action of staff, so that the panels read their data again. */
const ACTION_EVERY_MS = 3_000;
/** At the end of which minutes the heap is read: the first, and three at equal distances. */
const HEAP_MINUTES = new Set([1, ...[1, 2, 3].map((third) => Math.round((minutes * third) / 3))]);
/** Of the tasks that used the thread most, so many are told. */
const BUSIEST = 10;
const LONG_MS = 50;
/** By then the list holds as many rows as it ever does. */
const FILL_SECONDS = 45;
/** So many the history shows at once. */
const FILL_ACTIONS = 50;

await ensurePrograms("Chromium");
await buildIfStale();
const folder = await mkdtemp(join(tmpdir(), "live-chat-bench-"));
const server = await startServerProcess(
  { CHAT_RATE_LIMIT: "off", CHAT_GUESTS: "true", CHAT_JWT_SECRET: SIGN_IN.jwtSecret },
  folder,
);
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: CHROMIUM_ARGS,
});
try {
  await measure(browser);
} finally {
  await browser.close();
  await server.end("SIGKILL");
  await rm(folder, { recursive: true });
}

async function measure(browser: Browser): Promise<void> {
  const token = await tokenOf("host", { chat_role: "owner", name: "Host" });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(
    (columns) => localStorage.setItem("live-chat:studio-columns", JSON.stringify(columns)),
    COLUMNS,
  );
  await page.goto(`${server.url}/studio/s1#token=${token}`);
  await page.locator("live-chat-filters").waitFor({ state: "attached" });
  const reader = await CostReader.attach(page);
  const crowd = await startCrowd(server.url, "s1", PER_SECOND);
  const stop = await actNowAndThen();
  await wait(FILL_SECONDS * 1_000);
  console.log(`at the start: ${await held(reader)}`);
  const before = await reader.read();
  const startMs = performance.now();
  const long: Task[] = [];
  let busiest: Task[] = [];
  const usedMs = new Map<string, number>();
  for (let minute = 1; minute <= minutes; minute++) {
    // A trace of 30 minutes would fill the memory: one a minute is looked at and thrown away.
    const ended = await traceTasks(browser, page);
    await wait(60_000);
    const traced = await ended();
    long.push(...traced.long);
    for (const [group, ms] of traced.usedMs) usedMs.set(group, (usedMs.get(group) ?? 0) + ms);
    busiest = [...busiest, ...traced.busiest].toSorted((a, b) => b.cpuMs - a.cpuMs);
    busiest.length = Math.min(busiest.length, BUSIEST);
    if (HEAP_MINUTES.has(minute)) console.log(`after ${minute} min: ${await held(reader)}`);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const after = await reader.read();
  stop();
  const perMinute = crowd.stop() * 60;
  const share = (after.cpuMs - before.cpuMs) / seconds / 1_000;
  console.log(`${perMinute.toFixed(0)} messages a minute for ${minutes} min, every column open:`);
  tellKinds(`tasks over ${LONG_MS} ms by the clock`, long);
  tellKinds(
    `tasks over ${LONG_MS} ms of CPU`,
    long.filter(({ cpuMs }) => cpuMs > LONG_MS),
  );
  console.log("  the tasks that used most CPU, long or not:");
  for (const task of busiest) console.log(`    ${told(task)}`);
  console.log(
    `  main thread: ${(share * 100).toFixed(0)} % of a core; in ms a minute: ${perMinuteOf(usedMs)}`,
  );
  console.log(`  load of the machine at the end: ${loadavg()[0]!.toFixed(1)}`);
}

/** What the page holds once all garbage is gone. */
async function held(reader: CostReader): Promise<string> {
  const bytes = await reader.heapBytes();
  const { nodes } = await reader.read();
  return `heap after GC ${(bytes / 1e6).toFixed(2)} MB, ${nodes} DOM nodes, load of the machine ${loadavg()[0]!.toFixed(1)}`;
}

/** What the page did, each by its CPU, the largest first. */
function perMinuteOf(usedMs: ReadonlyMap<string, number>): string {
  return [...usedMs]
    .toSorted(([, a], [, b]) => b - a)
    .map(([group, ms]) => `${group} ${Math.round(ms / minutes)}`)
    .join(", ");
}

/** How many tasks there are of each kind, and the longest of each. */
function tellKinds(heading: string, tasks: readonly Task[]): void {
  console.log(`  ${heading}: ${tasks.length}`);
  const kinds = [...Map.groupBy(tasks, ({ kind }) => kind)];
  for (const [kind, some] of kinds.toSorted(([, a], [, b]) => b.length - a.length)) {
    const longest = some.reduce((a, b) => (b.cpuMs > a.cpuMs ? b : a));
    console.log(`    ${some.length} × ${kind}; of these, most CPU: ${told(longest)}`);
  }
}

function told({ wallMs, cpuMs, kind, details }: Task): string {
  return `${cpuMs.toFixed(0)} ms of CPU in ${wallMs.toFixed(0)} ms (${kind}: ${details})`;
}

/** Another of staff pins a text again and again; the function that it returns ends that. */
async function actNowAndThen(): Promise<() => void> {
  const auth = { token: await tokenOf("other", { chat_role: "owner" }) };
  const socket = io(server.url, { forceNew: true, transports: ["websocket"], auth });
  await socket.emitWithAck("join-room", { streamId: "s1" });
  let count = 0;
  const act = (): Promise<unknown> => {
    const action = { kind: "pin-text", text: `Pinned ${++count} times` };
    return socket.emitWithAck("moderate", { streamId: "s1", action });
  };
  for (let i = 0; i < FILL_ACTIONS; i++) await act();
  const timer = setInterval(() => void act().catch(() => undefined), ACTION_EVERY_MS);
  return () => {
    clearInterval(timer);
    socket.close();
  };
}
