import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser } from "playwright";

import { ROOT } from "../../scripts/lib/paths.ts";
import { table } from "../fan-out/table.ts";
import { buildList, installRivals, LISTS, type ListName } from "./build-lists.ts";
import type { ListUnderTest } from "./list-feeder.ts";
import { CostReader } from "./page-cost.ts";

const MESSAGES = 2_000;
const PER_FRAME = 4;
const WARM_UP = 50;
/** One of them takes longer with every message that is there; it is told after how many it was stopped. */
const LIMIT_MS = 60_000;
const ORIGIN = "http://lists.test";
const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="list.css">' +
  "<style>main { width: 400px; height: 600px; overflow: hidden }</style>" +
  '<main></main><script type="module" src="live-chat.js"></script>' +
  '<script type="module" src="list.js"></script></html>';

interface ListCost {
  /** How many it took in the time that there is. */
  readonly taken: number;
  readonly cpuMsPerMessage: number;
  readonly heapBytes: number;
  readonly nodes: number;
}

/** Feeds the same messages to our list and to others', and prints what each costs. */
export async function compareLists(browser: Browser): Promise<void> {
  await installRivals();
  const costs = new Map<ListName, ListCost>();
  for (const name of LISTS) {
    console.log(`Feeding ${name} …`);
    costs.set(name, await measureList(browser, name));
  }
  const own = costs.get("live-chat")!;
  console.log(`\n${MESSAGES} messages, ${PER_FRAME} in every frame, in a list of 400 × 600 px:`);
  console.log(
    table(
      ["list", "taken", "CPU ms/message", "ratio", "heap MB", "ratio", "DOM nodes"],
      [...costs].map(([name, { taken, cpuMsPerMessage, heapBytes, nodes }]) => [
        name,
        String(taken),
        cpuMsPerMessage.toFixed(2),
        (cpuMsPerMessage / own.cpuMsPerMessage).toFixed(1),
        (heapBytes / 1e6).toFixed(1),
        (heapBytes / own.heapBytes).toFixed(1),
        String(nodes),
      ]),
    ),
  );
}

async function measureList(browser: Browser, name: ListName): Promise<ListCost> {
  const folder = await mkdtemp(join(tmpdir(), "live-chat-list-"));
  const page = await browser.newPage();
  try {
    await buildList(name, folder);
    await page.route(`${ORIGIN}/*`, (route) => {
      const file = new URL(route.request().url()).pathname.slice(1);
      if (file === "") return route.fulfill({ contentType: "text/html", body: PAGE });
      const path =
        file === "live-chat.js" && name === "live-chat"
          ? join(ROOT, "widget/dist/cdn", file)
          : join(folder, file);
      if (!existsSync(path)) return route.fulfill({ body: "", contentType: contentType(file) });
      return route.fulfill({ body: readFileSync(path), contentType: contentType(file) });
    });
    page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => "list" in globalThis);
    const feed = (from: number, to: number): Promise<number> =>
      page.evaluate((range) => (Reflect.get(globalThis, "list") as ListUnderTest).feed(...range), [
        from,
        to,
        PER_FRAME,
        LIMIT_MS,
      ] as const);
    await feed(0, WARM_UP);
    // A list that shows nothing would be the quickest.
    await page
      .getByText(`${WARM_UP - 1} `)
      .first()
      .waitFor();
    const reader = await CostReader.attach(page);
    const heapBefore = await reader.heapBytes();
    const before = await reader.read();
    const taken = (await feed(WARM_UP, WARM_UP + MESSAGES)) - WARM_UP;
    const after = await reader.read();
    return {
      taken,
      cpuMsPerMessage: (after.cpuMs - before.cpuMs) / taken,
      heapBytes: (await reader.heapBytes()) - heapBefore,
      // Those that are only waiting to be collected are gone by now.
      nodes: (await reader.read()).nodes,
    };
  } finally {
    await page.close();
    await rm(folder, { recursive: true });
  }
}

function contentType(file: string): string {
  return file.endsWith(".css") ? "text/css" : "text/javascript";
}
