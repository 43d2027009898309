import type { CDPSession, Page } from "playwright";

/** What a page has cost so far. */
export interface PageCost {
  /** Of the page's main thread: script, style, layout. Others on the machine do not count. */
  readonly cpuMs: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Reads the cost of a page from Chromium's counters. */
export class CostReader {
  readonly #devTools: CDPSession;

  private constructor(devTools: CDPSession) {
    this.#devTools = devTools;
  }

  static async attach(page: Page): Promise<CostReader> {
    const devTools = await page.context().newCDPSession(page);
    // The thread's own time: a wall clock would count who else is running.
    await devTools.send("Performance.enable", { timeDomain: "threadTicks" });
    return new CostReader(devTools);
  }

  async read(): Promise<PageCost> {
    const { metrics } = await this.#devTools.send("Performance.getMetrics");
    const of = (name: string): number =>
      metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return {
      cpuMs: of("TaskDuration") * 1_000,
      nodes: of("Nodes"),
      listeners: of("JSEventListeners"),
    };
  }

  /** What is left on the page's heap when all garbage is gone, in bytes. */
  async heapBytes(): Promise<number> {
    for (let i = 0; i < 3; i++) await this.#devTools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.#devTools.send("Runtime.getHeapUsage");
    return usedSize;
  }

  /** Makes the page's processor so many times slower. */
  async slowDown(rate: number): Promise<void> {
    await this.#devTools.send("Emulation.setCPUThrottlingRate", { rate });
  }
}
