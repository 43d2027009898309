import type { Browser, Page } from "playwright";

/** A task of a page's main thread that took longer than 50 ms by the clock. */
export interface LongTask {
  readonly wallMs: number;
  /** What the thread itself used: the rest of the time, it waited for a core. */
  readonly cpuMs: number;
  /** What most of it went to, as Chromium names it. */
  readonly parts: string;
}

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  /** In µs, as all of these. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const LONG_US = 50_000;
const PARTS = 6;

/** Traces a page from now on; the function that it gives ends that. */
export async function traceTasks(browser: Browser, page: Page): Promise<() => Promise<LongTask[]>> {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "v8"] });
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[];
    };
    return findLongTasks(traceEvents);
  };
}

function findLongTasks(events: readonly TraceEvent[]): LongTask[] {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const ofMain = events.filter((event) => event.ph === "X" && mains.has(threadOf(event)));
  const tasks = ofMain.filter(({ cat, dur = 0 }) => cat.includes("toplevel") && dur > LONG_US);
  // A task within a task, as in a dialog's loop, is the outer one's.
  const outer = tasks.filter((task) => !tasks.some((other) => other !== task && isIn(task, other)));
  return outer.map((task) => ({
    wallMs: (task.dur ?? 0) / 1_000,
    cpuMs: (task.tdur ?? 0) / 1_000,
    parts: partsOf(ofMain.filter((event) => event !== task && isIn(event, task))),
  }));
}

function isIn(event: TraceEvent, task: TraceEvent): boolean {
  return (
    event.tid === task.tid &&
    event.pid === task.pid &&
    event.ts >= task.ts &&
    event.ts + (event.dur ?? 0) <= task.ts + (task.dur ?? 0)
  );
}

/** Sums by name what a task did, by the thread's own time. */
function partsOf(events: readonly TraceEvent[]): string {
  const sums = new Map<string, number>();
  for (const { name, tdur = 0 } of events) sums.set(name, (sums.get(name) ?? 0) + tdur);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, PARTS)
    .map(([name, us]) => `${name} ${Math.round(us / 1_000)}`)
    .join(", ");
}
