import { percentile, spread } from "../support/statistics.ts";
import { measureRound, type Crowd, type Round } from "./measure-round.ts";
import type { Contender } from "./servers/server-under-load.ts";
import { table } from "./table.ts";

const HEAD = [
  "",
  "CPU µs a delivery",
  "ours ÷ it",
  "core",
  "deliveries/s",
  "arrived",
  "p50 ms",
  "p99 ms",
  "bytes",
  "load's core",
];

/**
 * Measures servers in turns under the same load, ours first, and prints medians with minimum and
 * maximum. Ratios are taken within a round.
 */
export async function compare(
  contenders: readonly Contender[],
  crowd: Crowd,
  rounds: number,
): Promise<Map<string, Round[]>> {
  const results = new Map<string, Round[]>();
  for (const contender of contenders) {
    const lack = contender.absent?.();
    if (lack) console.log(`  NOT MEASURED: ${contender.name}: ${lack}`);
    else results.set(contender.name, []);
  }
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders)
      results.get(contender.name)?.push(await measureRound(contender, crowd));
  const ours = [...results.values()][0]!;
  const rows = [...results].map(([name, measured]) => toRow(name, measured, ours));
  console.log(table(HEAD, rows));
  return results;
}

function toRow(name: string, rounds: readonly Round[], ours: readonly Round[]): string[] {
  const show = (read: (round: Round) => number, digits = 0) => spread(rounds.map(read), digits);
  const median = (read: (round: Round) => number) => percentile(rounds.map(read), 0.5);
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const ratios = rounds.map((round, i) => ours[i]!.cpuUsPerDelivery / round.cpuUsPerDelivery);
  const behind = rounds.some(({ fellBehind }) => fellBehind) ? " falls behind" : "";
  return [
    name,
    show((round) => round.cpuUsPerDelivery, 2),
    rounds === ours ? "1" : spread(ratios, 2),
    percent(median((round) => round.cpuShare)),
    Math.round(median((round) => round.perSecond)).toLocaleString("en"),
    percent(median((round) => round.deliveries / round.expected)),
    show((round) => round.p50Ms, 1),
    show((round) => round.p99Ms, 1) + behind,
    median((round) => round.bytesPerDelivery).toFixed(0),
    percent(median((round) => round.loadShare)),
  ];
}
