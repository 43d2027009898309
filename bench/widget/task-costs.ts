import type { Browser, Page } from "playwright";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** The thread's own time, in µs. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Traces a page's main thread from now on; the function that it gives ends that. */
export async function traceTasks(
  browser: Browser,
  page: Page,
): Promise<() => Promise<readonly number[]>> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  return async () => taskCostsMs(await browser.stopTracing());
}

/**
 * What each task of the busiest page cost, in ms of the processor. A clock would count who else is
 * running on the machine.
 */
function taskCostsMs(trace: Buffer): readonly number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const threads = traceEvents.filter(
    ({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain",
  );
  const costs = new Map<string, number[]>(threads.map((thread) => [threadOf(thread), []]));
  for (const event of traceEvents)
    if (event.name === "ThreadControllerImpl::RunTask" && event.tdur !== undefined)
      costs.get(threadOf(event))?.push(event.tdur / 1_000);
  const total = (tasks: readonly number[]): number => tasks.reduce((sum, ms) => sum + ms, 0);
  return [...costs.values()].sort((a, b) => total(b) - total(a))[0] ?? [];
}
