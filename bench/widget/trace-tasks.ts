import type { Browser, Page } from "playwright";

import { kindOf, ownTimes, sumGroups, type TaskPart, type TraceEvent } from "./task-kinds.ts";

/** A task of a page's main thread. */
export interface Task {
  readonly wallMs: number;
  /** What the thread itself used: the rest of the time, it waited for a core. */
  readonly cpuMs: number;
  /** What it was for, and what used most of it. */
  readonly kind: string;
  /** What used how many ms of the thread. */
  readonly details: string;
}

/** What a page's main thread did. */
export interface TracedTasks {
  /** Those of more than 50 ms by the clock. */
  readonly long: readonly Task[];
  /** Those that used the thread most, whether they are long or not; the most expensive first. */
  readonly busiest: readonly Task[];
  /** What the thread used in all, in ms, by what for. */
  readonly usedMs: ReadonlyMap<string, number>;
}

const LONG_US = 50_000;
const BUSIEST = 5;

/** Traces a page from now on; the function that it gives ends that. */
export async function traceTasks(
  browser: Browser,
  page: Page,
): Promise<() => Promise<TracedTasks>> {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "v8"] });
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[];
    };
    return findTasks(traceEvents);
  };
}

function findTasks(events: readonly TraceEvent[]): TracedTasks {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const ofMain = events.filter((event) => event.ph === "X" && mains.has(threadOf(event)));
  const outermost = [...Map.groupBy(ofMain, threadOf).values()].flatMap(ownTimes);
  const tasks = outermost
    .filter(({ parts: [outer] }) => outer!.event.cat.includes("toplevel"))
    .map(({ parts }) => describeTask(parts));
  const used = sumGroups(outermost.flatMap(({ parts }) => parts));
  return {
    long: tasks.filter(({ wallMs }) => wallMs * 1_000 > LONG_US),
    busiest: tasks.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, BUSIEST),
    usedMs: new Map([...used].map(([group, us]) => [group, us / 1_000])),
  };
}

function describeTask(parts: readonly TaskPart[]): Task {
  const { event, wholeUs } = parts[0]!;
  return { wallMs: (event.dur ?? 0) / 1_000, cpuMs: wholeUs / 1_000, ...kindOf(parts) };
}
