import { Registry } from "prom-client";
import { watchLoopDelay } from "./loop-delay.ts";
import { measureStoreCalls } from "./measure-store-calls.ts";
import { nodeReadings, type NodeSources } from "./node-readings.ts";
import { processReadings } from "./process-readings.ts";
import { registerReadings } from "./register-readings.ts";

/** The Prometheus metrics of one server. Several servers in a process have separate ones. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #loopDelay = watchLoopDelay();

  /** Wraps each call of the storage, and records the log's calls. */
  readonly aroundStoreCall = measureStoreCalls(this.#registry);

  /** Reads from these sources at each scrape. Call it once. */
  observe(sources: NodeSources): void {
    const readings = [...nodeReadings(sources), this.#loopDelay.reading, ...processReadings];
    registerReadings(this.#registry, readings);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The metrics page for a scrape. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  close(): void {
    this.#loopDelay.close();
  }
}
