import { flushIntervalMs, nextRate } from "../../../server/src/fan-out/flush-interval.ts";
import { SHARD_SIZE } from "../../../server/src/fan-out/room-audience.ts";
import { percentile } from "../../support/statistics.ts";
import { seededRandom } from "../load/seeded-random.ts";

/** The cost of a node's work, in µs of CPU. */
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
  writesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const SECONDS = 20;
/** Viewers of a shard whose latencies stand for all. */
const SAMPLES = 5;

interface AudienceShard {
  size: number;
  /** When it may be told next. */
  dueMs: number;
  startedAtMs: number;
  rate: number;
  lastCostMs: number;
  /** How many of the arrivals it has been told of. */
  told: number;
}

/**
 * Simulates a room on one node, flush by flush, with the server's own rule for the start of a
 * shard's next flush. Delays of a busy machine are not included.
 */
export function simulate({ viewers, perSecond }: RoomLoad, costs: Costs): Prediction {
  const random = seededRandom(1);
  const arrivals = Array.from(
    { length: Math.ceil(perSecond * SECONDS) },
    (_, i) => ((i + 0.5 * random()) * 1_000) / perSecond,
  );
  const shards = cohortsOf(viewers);
  const latencies: number[] = [];
  let writes = 0;
  let busyMs = (arrivals.length * costs.messageUs) / 1_000;
  let nowMs = 0;
  for (;;) {
    const shard = nextOf(shards, arrivals);
    if (!shard) break;
    const startMs = Math.max(nowMs, readyAtMs(shard, arrivals));
    const first = shard.told;
    while (shard.told < arrivals.length && arrivals[shard.told]! <= startMs) shard.told++;
    const entries = shard.told - first;
    const eachMs = (costs.writeUs + costs.entryUs * entries) / 1_000;
    const costMs = eachMs * shard.size;
    for (let i = first; i < shard.told; i++)
      for (let sample = 0; sample < SAMPLES; sample++)
        latencies.push(startMs - arrivals[i]! + (costMs * (sample + 0.5)) / SAMPLES);
    shard.rate = nextRate(shard.rate, entries, startMs - shard.startedAtMs);
    shard.lastCostMs = costMs;
    shard.startedAtMs = startMs;
    nowMs = startMs + costMs;
    const hotMs = shards.reduce((sum, one) => sum + one.lastCostMs, 0);
    shard.dueMs = startMs + flushIntervalMs(hotMs, shard.rate);
    writes += shard.size;
    busyMs += costMs;
  }
  const spanMs = Math.max(SECONDS * 1_000, nowMs);
  return {
    cpuShare: busyMs / spanMs + (viewers * costs.idleUs) / 1e6,
    writesPerSecond: (writes * 1_000) / spanMs,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

function cohortsOf(viewers: number): AudienceShard[] {
  const count = Math.ceil(viewers / SHARD_SIZE);
  return Array.from({ length: count }, (_, i) => ({
    size: Math.min(SHARD_SIZE, viewers - i * SHARD_SIZE),
    dueMs: 0,
    startedAtMs: -Infinity,
    rate: 0,
    lastCostMs: 0,
    told: 0,
  }));
}

/** From when on the shard has pending messages and may be flushed. */
function readyAtMs({ told, dueMs }: AudienceShard, arrivals: readonly number[]): number {
  return Math.max(arrivals[told] ?? Infinity, dueMs);
}

/** The shard that has been due for longest; undefined if all have received everything. */
function nextOf(
  shards: readonly AudienceShard[],
  arrivals: readonly number[],
): AudienceShard | undefined {
  let next: AudienceShard | undefined;
  for (const shard of shards)
    if (!next || readyAtMs(shard, arrivals) < readyAtMs(next, arrivals)) next = shard;
  return next && readyAtMs(next, arrivals) < Infinity ? next : undefined;
}
