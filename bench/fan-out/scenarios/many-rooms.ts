import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Generators } from "../generators.ts";
import { measureLoad, type Round } from "../measure-round.ts";
import { drawGrowth, type GrowthPoint } from "../scaling/draw-growth.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";
import { table } from "../table.ts";

const ROOMS = [250, 500, 1_000, 2_000];
const PER_ROOM = 5;
const RATES = [50, 400, 1_500];
/** Tried in the largest number of rooms, one after the other, until the server does not keep up. */
const RUSHES = [2_000, 2_500, 3_000, 3_500, 4_000, 5_000, 6_000];
const MAX_P99_MS = 1_000;
const WARM_UP_SECONDS = 5;
/** One of our pings for each connection. */
const LEAST_SECONDS = 10;
const PICTURE = fileURLToPath(
  new URL("../../../docs/pictures/many-rooms-growth.svg", import.meta.url),
);
const WORDS = {
  title: "CPU against small rooms, by messages a second over all of them",
  sizes: `rooms of ${PER_ROOM} viewers`,
};

interface Point extends Round, GrowthPoint {
  /** Over all rooms. */
  perSecond: number;
  loadShare: number;
}

/** How the cost grows with the number of small rooms, and how many messages the most of them hold. */
export const MANY_ROOMS: Scenario = {
  name: "many-rooms",
  about: "CPU against small rooms and messages; draws docs/pictures/many-rooms-growth.svg",
  run: async ({ seconds, share }) => {
    const points: Point[] = [];
    for (const rooms of ROOMS)
      points.push(...(await measure(rooms, seconds, share, rooms === ROOMS.at(-1))));
    console.log(
      table(
        ["rooms × messages/s", "core", "CPU µs a message", "p50 ms", "p99 ms", "load's core"],
        points.map(toRow),
      ),
    );
    const drawn = points.filter(({ perSecond }) => RATES.includes(perSecond));
    if (share === 1) writeFileSync(PICTURE, drawGrowth(drawn, WORDS));
  },
};

async function measure(
  rooms: number,
  seconds: number,
  share: number,
  isRush: boolean,
): Promise<Point[]> {
  const server = await startLiveChat();
  const generators = new Generators();
  try {
    const target = { port: server.port, dialect: "live-chat", perRoom: PER_ROOM } as const;
    await generators.connect(target, Math.ceil(rooms * share) * PER_ROOM);
    const points: Point[] = [];
    for (const perSecond of isRush ? [...RATES, ...RUSHES] : RATES) {
      const length = share < 1 ? seconds : Math.max(seconds, LEAST_SECONDS);
      await generators.load({ perSecond, seconds: Math.min(WARM_UP_SECONDS, length) });
      const round = await measureLoad(generators, server.pid, { perSecond, seconds: length });
      points.push({ ...round, size: rooms, perSecond });
      const isLate = round.p99Ms > MAX_P99_MS || round.deliveries < round.expected;
      if (isLate && !RATES.includes(perSecond)) break;
    }
    return points;
  } finally {
    await generators.end();
    await server.stop();
  }
}

function toRow(point: Point): string[] {
  return [
    `${point.size.toLocaleString("en")} × ${point.perSecond.toLocaleString("en")}`,
    `${(100 * point.cpuShare).toFixed(1)} %`,
    point.cpuUsPerMessage.toFixed(0),
    point.p50Ms.toFixed(0),
    point.p99Ms.toFixed(0),
    `${(100 * point.loadShare).toFixed(0)} %`,
  ];
}
