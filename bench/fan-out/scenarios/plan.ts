import type { Scenario } from "../scenario.ts";
import { MEASURED_COSTS } from "../scaling/measured-costs.ts";
import { simulate } from "../scaling/simulate.ts";
import { table } from "../table.ts";

const AUDIENCES = [1_000, 10_000, 100_000, 1_000_000];
const RATES = [10, 50, 200];
/** A node's viewers of one room, so that it has room for joins and for a neighbour's that died. */
const MOST_ON_A_NODE = 10_000;
const BYTES_A_DELIVERY = { plain: 75, compressed: 55 };
const MEMORY_EACH_KB = 25;

/** What larger audiences need; nothing is started for it. */
export const PLAN: Scenario = {
  name: "plan",
  about: "what audiences of one room need, simulated from the measured costs",
  run: async () => {
    const rows = AUDIENCES.flatMap((audience) => RATES.map((rate) => toRow(audience, rate)));
    console.log(
      table(
        [
          "viewers × messages/s",
          "nodes",
          "core of each",
          "p50 ms",
          "p99 ms",
          "out of each, Mbit/s",
          "compressed",
          "memory of each",
        ],
        rows,
      ),
    );
  },
};

function toRow(audience: number, perSecond: number): string[] {
  const nodes = Math.ceil(audience / MOST_ON_A_NODE);
  const viewers = audience / nodes;
  const { cpuShare, p50Ms, p99Ms } = simulate({ viewers, perSecond }, MEASURED_COSTS);
  const mbits = (bytes: number) => ((viewers * perSecond * bytes * 8) / 1e6).toFixed(0);
  return [
    `${audience.toLocaleString("en")} × ${perSecond}`,
    String(nodes),
    `${(100 * cpuShare).toFixed(0)} %`,
    p50Ms.toFixed(0),
    p99Ms.toFixed(0),
    mbits(BYTES_A_DELIVERY.plain),
    mbits(BYTES_A_DELIVERY.compressed),
    `${((viewers * MEMORY_EACH_KB) / 1e3 + 150).toFixed(0)} MB`,
  ];
}
