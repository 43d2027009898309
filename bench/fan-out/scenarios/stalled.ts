import { setTimeout as pause } from "node:timers/promises";
import { percentile } from "../../support/statistics.ts";
import { Generators } from "../generators.ts";
import { nowMs } from "../load/monotonic-clock.ts";
import { measureLoad } from "../measure-round.ts";
import { rssOf } from "../process-cost.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";
import { unsentTo } from "../tcp-table.ts";

const HEALTHY = 1_000;
const STALLED = 400;
/** Of the longest messages there are: above 200 kB a second for each reader. */
const PER_SECOND = 140;
const SECONDS = 60;
const SAMPLE_MS = 250;

/** Readers that stop reading, half of them silent and half still answering pings. */
export const STALLED_READERS: Scenario = {
  name: "stalled",
  about: `${STALLED / 2} stalled and ${STALLED / 2} pong-only readers beside ${HEALTHY}`,
  run: async ({ seconds, share }) => {
    const healthy = HEALTHY * share;
    const stalled = STALLED * share;
    const server = await startLiveChat();
    const generators = new Generators();
    try {
      const target = { port: server.port, dialect: "live-chat" } as const;
      await generators.connect(target, healthy + stalled);
      const [load] = generators.processes;
      await load!.ask("speak", "longest");
      const groups = await load!.ask("stall", stalled);
      generators.viewers = healthy;
      const watch = new EvictionWatch(server.port, server.pid, groups);
      const beside = await measureLoad(generators, server.pid, {
        perSecond: PER_SECOND,
        seconds: SECONDS,
      });
      const evictions = await watch.end();
      const without = await measureLoad(generators, server.pid, {
        perSecond: PER_SECOND,
        seconds: Math.max(15, seconds),
      });
      console.log(
        `  each reader: ${(beside.bytesPerDelivery * PER_SECOND) / 1e3} kB/s\n` +
          `  healthy p99 beside them ${beside.p99Ms.toFixed(0)} ms, then without ${without.p99Ms.toFixed(0)} ms; ` +
          `p50 ${beside.p50Ms.toFixed(0)} and ${without.p50Ms.toFixed(0)} ms; incomplete ${beside.incomplete}\n` +
          `  memory: ${evictions.startMb.toFixed(0)} MB before, at most ${evictions.peakMb.toFixed(0)} MB, then ${without.rssMb.toFixed(0)} MB`,
      );
      for (const [name, afterMs] of Object.entries(evictions.afterMs))
        console.log(
          `  ${name}: ${afterMs.length} of ${stalled / 2} evicted, ` +
            `p50 ${percentile(afterMs, 0.5).toFixed(0)} ms and at most ${Math.max(...afterMs).toFixed(0)} ms after the kernel took no more for them`,
        );
    } finally {
      await generators.end();
      await server.stop();
    }
  },
};

interface Backlog {
  bytes: number;
  /** Since when the kernel has taken nothing more. */
  sinceMs: number;
}

/** Watches, from outside, when the server parts with which connection. */
class EvictionWatch {
  readonly #port: number;
  readonly #pid: number;
  readonly #groups: Record<string, readonly number[]>;
  readonly #backlogs = new Map<number, Backlog>();
  readonly #afterMs = new Map<number, number>();
  readonly #startMb: number;
  #peakMb = 0;
  #isOver = false;
  readonly #watching: Promise<void>;

  constructor(port: number, pid: number, groups: Record<string, readonly number[]>) {
    this.#port = port;
    this.#pid = pid;
    this.#groups = groups;
    this.#startMb = rssOf(pid) / 1e6;
    this.#watching = this.#watch();
  }

  async end() {
    this.#isOver = true;
    await this.#watching;
    const afterMs: Record<string, number[]> = {};
    for (const [name, ports] of Object.entries(this.#groups))
      afterMs[name] = ports.flatMap((port) => this.#afterMs.get(port) ?? []);
    return { afterMs, startMb: this.#startMb, peakMb: this.#peakMb };
  }

  async #watch(): Promise<void> {
    const ports = new Set(Object.values(this.#groups).flat());
    while (!this.#isOver) {
      const unsent = unsentTo(this.#port);
      const now = nowMs();
      for (const port of ports) {
        const bytes = unsent.get(port);
        const backlog = this.#backlogs.get(port);
        if (bytes === undefined) {
          this.#afterMs.set(port, now - (backlog?.sinceMs ?? now));
          ports.delete(port);
        } else if (!backlog || bytes > backlog.bytes)
          this.#backlogs.set(port, { bytes, sinceMs: now });
      }
      this.#peakMb = Math.max(this.#peakMb, rssOf(this.#pid) / 1e6);
      await pause(SAMPLE_MS);
    }
  }
}
