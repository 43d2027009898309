import { Counter, Gauge, type Registry } from "prom-client";

/** A metric that is read at each scrape from an existing counter. */
export interface Reading {
  name: string;
  help: string;
  /** Whether it is a counter, which only grows. */
  counts?: true;
  /** A value, or one per value of `label`. If undefined, the metric is left out. */
  read: () => number | Readonly<Record<string, number>> | undefined;
  label?: string;
}

/** Registers readings, so that nothing runs between scrapes. */
export function registerReadings(registry: Registry, readings: readonly Reading[]): void {
  for (const { name, help, counts, read, label } of readings) {
    const Metric = counts ? Counter : Gauge;
    new Metric({
      name,
      help,
      registers: [registry],
      labelNames: label === undefined ? [] : [label],
      collect() {
        this.reset();
        const value = read();
        if (value === undefined) this.remove();
        else if (typeof value === "number") this.inc(value);
        else for (const [key, one] of Object.entries(value)) this.inc({ [label ?? ""]: key }, one);
      },
    });
  }
}
