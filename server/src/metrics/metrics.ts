import { Registry } from "prom-client";
import type { MessageLog } from "../chat/ports.ts";
import { watchLoopDelay } from "./loop-delay.ts";
import { MeasuredMessageLog } from "./measured-message-log.ts";
import { nodeReadings, type NodeSources } from "./node-readings.ts";
import { processReadings } from "./process-readings.ts";
import { registerReadings } from "./readings.ts";

/** What one server tells Prometheus of itself. Several in a process do not meet. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #loopDelay = watchLoopDelay();

  /** Notes from now on how a log does. */
  measure(log: MessageLog): MessageLog {
    return new MeasuredMessageLog(log, this.#registry);
  }

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
