import { Generators, type Heard } from "./generators.ts";
import type { Language } from "./load/chat-lines.ts";
import type { Load } from "./load/generator-load.ts";
import { cpuMsOf, rssOf } from "./process-cost.ts";
import type { Contender } from "./servers/server-under-load.ts";

export interface Crowd extends Load {
  viewers: number;
  /** Viewers of each room; without it, all are in one. */
  perRoom?: number;
  language?: Language;
  /** How long the load runs before it is measured: 2 s, unless told otherwise. */
  warmUpSeconds?: number;
}

/** One server under one load. */
export interface Round extends Omit<Heard, "latency"> {
  cpuUsPerDelivery: number;
  cpuUsPerMessage: number;
  /** Share of the server's core. */
  cpuShare: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  bytesPerDelivery: number;
  rssMb: number;
}

const WARM_UP_SECONDS = 2;

/** Starts a server, fills its room, warms it up, and measures it. */
export async function measureRound(contender: Contender, crowd: Crowd): Promise<Round> {
  const server = await contender.start();
  const generators = new Generators();
  try {
    const { dialect, compress = false } = contender;
    const { perRoom } = crowd;
    await generators.connect({ port: server.port, dialect, compress, perRoom }, crowd.viewers);
    if (crowd.language) await generators.processes[0]!.ask("speak", crowd.language);
    await generators.load({ ...crowd, seconds: crowd.warmUpSeconds ?? WARM_UP_SECONDS });
    return await measureLoad(generators, server.pid, crowd);
  } finally {
    await generators.end();
    await server.stop();
  }
}

/** Measures a server that is warm. */
export async function measureLoad(generators: Generators, pid: number, load: Load): Promise<Round> {
  const before = cpuMsOf(pid);
  const { latency, ...heard } = await generators.load(load);
  const cpuMs = cpuMsOf(pid) - before;
  return {
    ...heard,
    cpuUsPerDelivery: (cpuMs * 1_000) / heard.deliveries,
    cpuUsPerMessage: (cpuMs * 1_000) / heard.sent,
    cpuShare: cpuMs / 1_000 / heard.seconds,
    perSecond: heard.deliveries / heard.seconds,
    p50Ms: latency.percentile(0.5),
    p99Ms: latency.percentile(0.99),
    bytesPerDelivery: heard.bytes / heard.deliveries,
    rssMb: rssOf(pid) / 1e6,
  };
}
