import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { Generators } from "../generators.ts";
import { measureLoad } from "../measure-round.ts";
import { cpuMsOf } from "../process-cost.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";
import { table } from "../table.ts";

const VIEWERS = 1_000;
const RATES = [2, 10];
const WARM_UP_SECONDS = 10;
/** Where few messages come, a measurement has to be long. */
const TIMES_AS_LONG = 12;
const SHOWS_A_MONTH = 30;
const SHOW_SECONDS = 2 * 60 * 60;
/** How long a viewer stays, so that so many come in their places. */
const STAY_SECONDS = 20 * 60;
const HOUR_MS = 60 * 60 * 1_000;

/** What a shop's shows take in a month. */
export const SHOP: Scenario = {
  name: "shop",
  about: `a shop with ${VIEWERS} viewers, ${SHOWS_A_MONTH} shows of two hours a month`,
  run: async ({ seconds, share }) => {
    const rows: string[][] = [];
    for (const perSecond of RATES)
      rows.push(await measureShop(VIEWERS * share, perSecond, seconds * TIMES_AS_LONG));
    const head = ["messages/s", "core on air", "bytes a delivery", "resident", "joins"];
    console.log(table([...head, "CPU a month", "sent a month", "disk a month"], rows));
  },
};

async function measureShop(viewers: number, perSecond: number, seconds: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
  const generators = new Generators();
  try {
    const server = await startLiveChat({ folder });
    const cpuBefore = cpuMsOf(server.pid);
    await generators.connect(
      { port: server.port, dialect: "live-chat, unmarked", compress: true },
      viewers,
    );
    await generators.processes[0]!.ask("speak", "korean");
    const joinMs = (cpuMsOf(server.pid) - cpuBefore) / viewers;
    const bytesBefore = databaseBytes(folder);
    const warmUp = await generators.load({ perSecond, seconds: WARM_UP_SECONDS });
    const round = await measureLoad(generators, server.pid, { perSecond, seconds });
    const messageBytes = (databaseBytes(folder) - bytesBefore) / (warmUp.sent + round.sent);
    await server.stop();

    const airSeconds = SHOWS_A_MONTH * SHOW_SECONDS;
    const joins = (VIEWERS * airSeconds) / STAY_SECONDS;
    const cpuHours = (1_000 * round.cpuShare * airSeconds + joinMs * joins) / HOUR_MS;
    const sentBytes = round.bytesPerDelivery * VIEWERS * perSecond * airSeconds;
    return [
      String(perSecond),
      `${(100 * round.cpuShare).toFixed(1)} %`,
      round.bytesPerDelivery.toFixed(0),
      `${round.rssMb.toFixed(0)} MB`,
      `${joinMs.toFixed(2)} ms`,
      `${cpuHours.toFixed(1)} h`,
      `${(sentBytes / 1e9).toFixed(0)} GB`,
      `${((messageBytes * perSecond * airSeconds) / 1e6).toFixed(0)} MB`,
    ];
  } finally {
    await generators.end();
    rmSync(folder, { recursive: true });
  }
}

/** What is in the write-ahead log, too. */
function databaseBytes(folder: string): number {
  const database = new SqliteDatabase(join(folder, "chat.db"), { readonly: true });
  const [pages, size] = ["page_count", "page_size"].map((name) =>
    Number(database.pragma(name, { simple: true })),
  );
  database.close();
  return pages! * size!;
}
