import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Browser } from "playwright";

import { LightClient } from "../../tests/support/light-client.ts";
import { startServerProcess } from "../../tests/support/server-process.ts";
import { spread } from "../support/statistics.ts";
import { messageOf } from "./list-feeder.ts";
import { CostReader } from "./page-cost.ts";
import { startSlowNetwork } from "./slow-network.ts";

const ROUND_TRIP_MS = 150;
const BITS_PER_SECOND = 1_600_000;
const SLOW_DOWN = 4;
const RUNS = 15;
const MESSAGES = 100;
const LANGS = ["en", "ko"] as const;

/** When something was there, in ms after the script's tag. */
interface Arrival {
  readonly loadedMs: number;
  readonly connectingMs: number;
  readonly connectedMs: number;
  readonly messageMs: number;
  /** Of the page's main thread until then; a wall clock would count who else is running. */
  readonly cpuMs: number;
}

interface Build {
  readonly name: string;
  readonly url: string;
  end(): Promise<void>;
}

/**
 * How long it takes on a slow phone from the script's tag to the first message, with an empty
 * cache. Another checkout, built, is measured in turns with this one where its folder is given.
 */
export async function timeFirstMessage(browser: Browser, other?: string): Promise<void> {
  const builds = [await startBuild("this build", ".")];
  if (other) builds.unshift(await startBuild(other, other));
  const page = createServer(({ url = "" }, response) => {
    const { searchParams } = new URL(url, "http://page");
    response.setHeader("Content-Type", "text/html").end(pageOf(searchParams));
  }).listen(0, "127.0.0.1");
  await once(page, "listening");
  const { port } = page.address() as AddressInfo;
  try {
    console.log(
      `script's tag to first message, ${SLOW_DOWN}x slower processor, ` +
        `${BITS_PER_SECOND / 1e6} Mbit/s, ${ROUND_TRIP_MS} ms round trip, empty cache; median (least–most) of ${RUNS}:`,
    );
    for (const lang of LANGS) {
      const arrivals = builds.map((): Arrival[] => []);
      for (let run = 0; run < RUNS; run++)
        for (const [index, build] of builds.entries()) {
          const query = new URLSearchParams({ server: build.url, lang });
          const address = `http://localhost:${port}/?${query.toString()}`;
          arrivals[index]!.push(await openPage(browser, address));
        }
      for (const [index, { name }] of builds.entries()) {
        const of = (key: keyof Arrival) => spread(arrivals[index]!.map((arrival) => arrival[key]));
        console.log(
          `  ${lang}, ${name}: script loaded ${of("loadedMs")}, connecting ${of("connectingMs")}, WebSocket open ${of("connectedMs")}, message ${of("messageMs")}, main thread busy ${of("cpuMs")} ms`,
        );
      }
    }
  } finally {
    page.close();
    for (const build of builds) await build.end();
  }
}

async function startBuild(name: string, checkout: string): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), "live-chat-bench-"));
  const command = resolve(checkout, "server/bin/live-chat-server.js");
  const env = { CHAT_RATE_LIMIT: "off", CHAT_ORIGINS: "*" };
  const server = await startServerProcess(env, folder, [], command);
  const writer = await LightClient.open(server.url);
  await writer.ask("join-room", { streamId: "s1", user: { nickname: "Bench" } });
  for (let i = 0; i < MESSAGES; i++)
    await writer.ask("send-message", { streamId: "s1", message: messageOf(i).text });
  writer.close();
  const network = await startSlowNetwork(server.url, ROUND_TRIP_MS, BITS_PER_SECOND);
  return {
    name,
    url: network.url,
    end: async () => {
      network.close();
      await server.end("SIGKILL");
      await rm(folder, { recursive: true });
    },
  };
}

function pageOf(query: URLSearchParams): string {
  const server = query.get("server");
  return `<!doctype html><html lang="${query.get("lang")}"><meta name="viewport" content="width=device-width">
<title>Shop</title><live-chat stream-id="s1" style="display:block;height:600px"></live-chat>
<script>
  const startMs = performance.now();
  const arrival = (globalThis.arrival = {});
  const note = (name) => (arrival[name] ??= performance.now() - startMs);
  globalThis.WebSocket = class extends WebSocket {
    constructor(...args) { super(...args); note("connectingMs"); this.addEventListener("open", () => note("connectedMs")); }
  };
  (function look() {
    const row = document.querySelector("live-chat").shadowRoot?.querySelector(".row");
    // The row is on the screen with the frame that is drawn now.
    if (!row) return requestAnimationFrame(look);
    arrival.loadedMs = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/live-chat.js")).responseEnd - startMs;
    setTimeout(() => note("messageMs"));
  })();
</script>
<script type="module" src="${server}/live-chat.js"></script></html>`;
}

async function openPage(browser: Browser, address: string): Promise<Arrival> {
  const context = await browser.newContext({ viewport: { width: 400, height: 700 } });
  try {
    const page = await context.newPage();
    const reader = await CostReader.attach(page);
    await reader.slowDown(SLOW_DOWN);
    await page.goto(address);
    await page.waitForFunction(() => "messageMs" in (globalThis as { arrival?: object }).arrival!);
    const { cpuMs } = await reader.read();
    const arrival = await page.evaluate(
      () => (globalThis as unknown as { arrival: Arrival }).arrival,
    );
    return { ...arrival, cpuMs };
  } finally {
    await context.close();
  }
}
