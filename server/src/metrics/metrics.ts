import { Registry } from "prom-client";
import { watchLoopDelay } from "./loop-delay.ts";
import { measureStoreCalls } from "./measure-store-calls.ts";
import { nodeReadings, type NodeSources } from "./node-readings.ts";
import { processReadings } from "./process-readings.ts";
import { registerReadings } from "./readings.ts";

/** What one server tells Prometheus of itself. Several in a process do not meet. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #loopDelay = watchLoopDelay();

  /** Goes around each call of the storage, and notes how the log does. */
  readonly aroundStoreCall = measureStoreCalls(this.#registry);

  /** Reads from these at each scrape. To be called once. */
  observe(sources: NodeSources): void {
    const readings = [...nodeReadings(sources), this.#loopDelay.reading, ...processReadings];
    registerReadings(this.#registry, readings);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The page for a scrape. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  close(): void {
    this.#loopDelay.close();
  }
}
