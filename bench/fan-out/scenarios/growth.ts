import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Generators } from "../generators.ts";
import { measureLoad } from "../measure-round.ts";
import { cpuMsOf } from "../process-cost.ts";
import { writesOf } from "../read-metrics.ts";
import { drawGrowth, type GrowthPoint } from "../scaling/draw-growth.ts";
import { fit, slope } from "../scaling/fit.ts";
import { simulate, type Costs } from "../scaling/simulate.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";
import { table } from "../table.ts";

const VIEWERS = [200, 1_000, 2_000, 5_000, 10_000];
const RATES = [1, 10, 50, 100, 200];
const WARM_UP = { perSecond: 20, seconds: 2 };
/** Two rounds of pings. */
const SILENCE_MS = 20_000;
const PICTURE = fileURLToPath(
  new URL("../../../docs/pictures/fan-out-growth.svg", import.meta.url),
);

const WORDS = {
  title: "CPU against viewers, by messages a second",
  sizes: "viewers of one room",
};

interface Point extends GrowthPoint {
  viewers: number;
  writesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** How the cost grows with the viewers and with the messages, and what it is made of. */
export const GROWTH: Scenario = {
  name: "growth",
  about: "CPU against viewers and messages; draws docs/pictures/fan-out-growth.svg",
  run: async ({ seconds, share }) => {
    const points: Point[] = [];
    // Of the largest room: there it is most.
    let idleUs = 0;
    for (const viewers of VIEWERS) {
      const measured = await measure(viewers * share, seconds, viewers === VIEWERS.at(-1));
      points.push(...measured.points);
      idleUs = measured.idleUs;
    }
    const costs = costsOf(points, idleUs);
    console.log(
      table(
        ["viewers × messages/s", "core", "simulated", "p50 ms", "simulated", "p99 ms", "simulated"],
        points.map((point) => toRow(point, costs)),
      ),
    );
    const byRate = RATES.map((rate) => points.filter(({ perSecond }) => perSecond === rate));
    const slopes = byRate.map((some) =>
      slope(some.map((point) => [point.viewers, point.cpuShare])),
    );
    console.log(
      `  slope over the viewers (1 is in proportion): ${RATES.map((rate, i) => `${rate}/s ${slopes[i]!.toFixed(2)}`).join(", ")}\n` +
        `  costs: a write ${costs.writeUs.toFixed(1)} µs, an entry in it ${costs.entryUs.toFixed(2)} µs, ` +
        `a message ${costs.messageUs.toFixed(0)} µs, a connection ${costs.idleUs.toFixed(1)} µs/s`,
    );
    if (share === 1) writeFileSync(PICTURE, drawGrowth(points, WORDS));
  },
};

interface Measured {
  points: Point[];
  /** What a second costs of a connection on which nothing happens. */
  idleUs: number;
}

async function measure(viewers: number, seconds: number, isSilence: boolean): Promise<Measured> {
  const server = await startLiveChat();
  const generators = new Generators();
  try {
    await generators.connect({ port: server.port, dialect: "live-chat" }, viewers);
    await generators.load(WARM_UP);
    const points: Point[] = [];
    for (const perSecond of RATES) {
      const before = await writesOf(server.port);
      const load = { perSecond, seconds: Math.max(seconds, 4 / perSecond) };
      const round = await measureLoad(generators, server.pid, load);
      const writes = (await writesOf(server.port)) - before;
      points.push({
        ...round,
        viewers,
        size: viewers,
        perSecond,
        writesPerSecond: writes / round.seconds,
      });
    }
    if (!isSilence) return { points, idleUs: 0 };
    const before = cpuMsOf(server.pid);
    await pause(SILENCE_MS);
    const idleUs = (1e6 * (cpuMsOf(server.pid) - before)) / SILENCE_MS / viewers;
    return { points, idleUs };
  } finally {
    await generators.end();
    await server.stop();
  }
}

/** What a second of CPU went into, from how often what was done. */
function costsOf(points: readonly Point[], idleUs: number): Costs {
  // In shares of what was measured, or the largest rooms would be all that counts.
  const rows = points.map((point) =>
    [point.writesPerSecond, point.perSecond * point.viewers, point.perSecond].map(
      (times) => times / 1e6 / point.cpuShare,
    ),
  );
  // Silence is measured by itself: where messages are rare, a fit mistakes their cost for it.
  const rest = points.map((point) => 1 - (point.viewers * idleUs) / 1e6 / point.cpuShare);
  const [writeUs = 0, entryUs = 0, messageUs = 0] = fit(rows, rest);
  return { writeUs, entryUs, messageUs, idleUs };
}

function toRow(point: Point, costs: Costs): string[] {
  const predicted = simulate(point, costs);
  return [
    `${point.viewers} × ${point.perSecond}`,
    `${(100 * point.cpuShare).toFixed(1)} %`,
    `${(100 * predicted.cpuShare).toFixed(1)} %`,
    point.p50Ms.toFixed(0),
    predicted.p50Ms.toFixed(0),
    point.p99Ms.toFixed(0),
    predicted.p99Ms.toFixed(0),
  ];
}
