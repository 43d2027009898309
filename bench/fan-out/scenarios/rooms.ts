import { spread } from "../../support/statistics.ts";
import { measureRound, type Round } from "../measure-round.ts";
import type { Scenario } from "../scenario.ts";
import { LIVE_CHAT } from "../servers/live-chat.ts";
import { STOCK_SOCKET_IO } from "../servers/node-rivals.ts";
import { table } from "../table.ts";

const VIEWERS = 5_000;
const PER_ROOM = 5;
/** Messages a second over all rooms: a quiet evening, a lively one, and a rush. */
const RATES = [50, 400, 1_500];

/**
 * Socket.IO pings each connection 25 s after it came, and then every 25 s: a shorter round has none
 * of its pings, but ours, which come every 10 s.
 */
const PING_SECONDS = 25;

/**
 * Where messages are few, V8 compiles what they need for half a minute. A server that runs for weeks
 * is measured, not one that has just started.
 */
const WARM_UP_SECONDS = 30;

/** A server of many shops with few viewers each, ours and one as tutorials build it, in turns. */
export const ROOMS: Scenario = {
  name: "rooms",
  about: `many small rooms: ${VIEWERS} viewers, ${PER_ROOM} in each`,
  run: async ({ seconds, rounds, share }) => {
    const rows: string[][] = [];
    for (const perSecond of RATES) {
      const load =
        share < 1
          ? { seconds }
          : { seconds: Math.max(seconds, PING_SECONDS), warmUpSeconds: WARM_UP_SECONDS };
      const crowd = { viewers: VIEWERS * share, perRoom: PER_ROOM, perSecond, ...load };
      const [ours, stock]: [Round[], Round[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        ours.push(await measureRound(LIVE_CHAT, crowd));
        stock.push(await measureRound(STOCK_SOCKET_IO, crowd));
      }
      const ratios = ours.map((round, i) => round.cpuUsPerMessage / stock[i]!.cpuUsPerMessage);
      rows.push(toRow(`live-chat, ${perSecond}/s`, ours, spread(ratios, 2)));
      rows.push(toRow(`stock Socket.IO, ${perSecond}/s`, stock, "1"));
    }
    console.log(
      table(["", "CPU µs a message", "÷ stock", "core", "arrived", "p50 ms", "p99 ms", "MB"], rows),
    );
  },
};

function toRow(name: string, rounds: readonly Round[], ratio: string): string[] {
  const show = (read: (round: Round) => number, digits = 0) => spread(rounds.map(read), digits);
  return [
    name,
    show((round) => round.cpuUsPerMessage),
    ratio,
    `${show((round) => 100 * round.cpuShare)} %`,
    `${show((round) => (100 * round.deliveries) / round.expected, 1)} %`,
    show((round) => round.p50Ms, 1),
    show((round) => round.p99Ms, 1),
    show((round) => round.rssMb),
  ];
}
