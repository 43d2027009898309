import { flushIntervalMs, nextRate } from "../../../../server/src/fan-out/flush-interval.ts";
import { percentile } from "../../support/statistics.ts";
import { seededRandom } from "../load/seeded-random.ts";

/** What a node's work costs, in µs of CPU. */
export interface Costs {
  /** A flush written to one connection. */
  writeUs: number;
  /** An entry more in it. */
  entryUs: number;
  /** A message taken in, committed, encoded and acknowledged. */
  messageUs: number;
  /** A second of a connection that nothing happens on. */
  idleUs: number;
}

export interface RoomLoad {
  viewers: number;
  perSecond: number;
}

export interface Prediction {
  /** Share of a core. */
  cpuShare: number;
  flushesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const SECONDS = 20;
/** Viewers whose latencies stand for all. */
const SAMPLES = 20;

/**
 * Plays a room on one node, flush by flush, with the server's own rule for when the next
 * one may start. Nothing else delays it: what a busy machine adds is not in it.
 */
export function simulate({ viewers, perSecond }: RoomLoad, costs: Costs): Prediction {
  const random = seededRandom(1);
  const arrivals = Array.from(
    { length: Math.ceil(perSecond * SECONDS) },
    (_, i) => ((i + 0.5 * random()) * 1_000) / perSecond,
  );
  const latencies: number[] = [];
  let flushes = 0;
  let busyMs = 0;
  let rate = 0;
  let startedAtMs = -Infinity;
  let freeAtMs = 0;
  for (let next = 0; next < arrivals.length;) {
    const startMs = Math.max(arrivals[next]!, freeAtMs);
    let last = next;
    while (last < arrivals.length && arrivals[last]! <= startMs) last++;
    const entries = last - next;
    const eachMs = (costs.writeUs + costs.entryUs * entries) / 1_000;
    for (let i = next; i < last; i++)
      for (let sample = 0; sample < SAMPLES; sample++)
        latencies.push(startMs - arrivals[i]! + (eachMs * viewers * (sample + 0.5)) / SAMPLES);
    const costMs = eachMs * viewers;
    rate = nextRate(rate, entries, startMs - startedAtMs);
    freeAtMs = startMs + Math.max(costMs, flushIntervalMs(costMs, rate));
    startedAtMs = startMs;
    flushes++;
    busyMs += costMs + (entries * costs.messageUs) / 1_000;
    next = last;
  }
  const spanMs = Math.max(SECONDS * 1_000, freeAtMs);
  return {
    cpuShare: busyMs / spanMs + (viewers * costs.idleUs) / 1e6,
    flushesPerSecond: (flushes * 1_000) / spanMs,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
