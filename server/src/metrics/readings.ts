import { Counter, Gauge, type Registry } from "prom-client";

/** What is read at each scrape, from those who count anyway. */
export interface Reading {
  name: string;
  help: string;
  /** Whether it only grows. */
  counts?: true;
  /** A value; or one for each value of `label`. Without one, nothing is shown. */
  read: () => number | Readonly<Record<string, number>> | undefined;
  label?: string;
}

/** Registers readings, so that nothing is spent on them between scrapes. */
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
