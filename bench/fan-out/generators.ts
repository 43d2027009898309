import { AskedProcess } from "./asked-process.ts";
import { ON_LOAD_CORES } from "./cores.ts";
import type { GeneratorAnswers, Load, Target } from "./load/generator-load.ts";
import { LatencyHistogram } from "./load/latency-histogram.ts";
import { spawnNode } from "./spawn-node.ts";

/** What all viewers received of one load, and its cost. */
export interface Heard {
  sent: number;
  expected: number;
  deliveries: number;
  /** Number of viewers that did not receive each message exactly once. */
  incomplete: number;
  bytes: number;
  latency: LatencyHistogram;
  /** Whether latencies grew between the first and the second half: the server fell behind. */
  fellBehind: boolean;
  seconds: number;
  /** Share of a core that the busiest process of the load used. */
  loadShare: number;
}

/** The processes that the viewers live in. */
export class Generators {
  readonly #processes: AskedProcess<GeneratorAnswers>[];
  /** Number of viewers that should receive everything. */
  viewers = 0;
  /** How many are to hear each message. */
  #audience = 0;

  constructor(count = 1) {
    this.#processes = Array.from(
      { length: count },
      () => new AskedProcess(spawnNode("load/generator-load.ts", [], ON_LOAD_CORES)),
    );
  }

  get processes(): readonly AskedProcess<GeneratorAnswers>[] {
    return this.#processes;
  }

  /** Opens so many viewers, shared among the processes. */
  async connect(target: Target, viewers: number): Promise<{ compressed: boolean }> {
    this.viewers = viewers;
    this.#audience = target.perRoom ?? viewers;
    const each = Math.ceil(viewers / this.#processes.length);
    const answers = await this.#all((one, i) =>
      one.ask("connect", { ...target, first: i * each, count: Math.min(each, viewers - i * each) }),
    );
    return answers[0]!;
  }

  /** Sends, and waits until deliveries stop. */
  async load(load: Load): Promise<Heard> {
    await this.#all((one) => one.ask("reset", load));
    const start = performance.now();
    const { sent, numberSum } = await this.#processes[0]!.ask("send", load);
    const parts = await this.#all((one) => one.ask("settle", { sent, numberSum }));
    const seconds = (performance.now() - start) / 1_000;
    const [early, late] = [new LatencyHistogram(), new LatencyHistogram()];
    for (const part of parts) {
      early.merge(part.early);
      late.merge(part.late);
    }
    const fellBehind = late.percentile(0.5) > 1.5 * early.percentile(0.5) + 100;
    early.merge(late.toSparse());
    const sum = (key: "deliveries" | "complete" | "bytes") =>
      parts.reduce((total, part) => total + part[key], 0);
    return {
      sent,
      expected: sent * this.#audience,
      deliveries: sum("deliveries"),
      incomplete: this.viewers - sum("complete"),
      bytes: sum("bytes"),
      latency: early,
      fellBehind,
      seconds,
      loadShare: Math.max(...parts.map(({ cpuMs }) => cpuMs / 1_000 / seconds)),
    };
  }

  async leave(): Promise<void> {
    await this.#all((one) => one.ask("leave"));
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map((one) => one.end()));
  }

  #all<T>(ask: (one: AskedProcess<GeneratorAnswers>, index: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#processes.map(ask));
  }
}
