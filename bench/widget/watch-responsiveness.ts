import type { Page } from "playwright";

/** How a page kept up. */
export interface Responsiveness {
  /** The tasks that held everything up for more than 50 ms. */
  readonly longTasksMs: readonly number[];
  /** From each key to the next paint, in steps of 8 ms. */
  readonly inputDelaysMs: readonly number[];
}

/** Watches a page's long tasks and keys from now on; the function that it gives ends that. */
export async function watchResponsiveness(page: Page): Promise<() => Promise<Responsiveness>> {
  await page.evaluate(() => {
    const seen = { longTasksMs: [] as number[], slowKeysMs: [] as number[], keys: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasksMs.push(duration);
    }).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === "keydown") seen.slowKeysMs.push(duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    addEventListener("keydown", () => seen.keys++, { capture: true });
    Object.assign(globalThis, { seen });
  });
  return () =>
    page.evaluate(() => {
      const { longTasksMs, slowKeysMs, keys } = Reflect.get(globalThis, "seen") as {
        longTasksMs: number[];
        slowKeysMs: number[];
        keys: number;
      };
      // Keys that were quicker than what is told count as the least that is.
      const quick = Array.from({ length: Math.max(0, keys - slowKeysMs.length) }, () => 16);
      return { longTasksMs, inputDelaysMs: [...quick, ...slowKeysMs] };
    });
}
