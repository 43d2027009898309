/** An event of a trace, as Chromium writes it. */
export interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  /** In µs, as all of these. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly type?: string };
    readonly beginData?: { readonly dirtyObjects?: number; readonly totalObjects?: number };
    readonly elementCount?: number;
  };
}

/** An event within a task. */
export interface TaskPart {
  readonly event: TraceEvent;
  /** What the thread used, with all that is within. */
  readonly wholeUs: number;
  /** Without what is within. */
  readonly ownUs: number;
  /** Whether script runs around it: layout in there was forced by it. */
  readonly isInScript: boolean;
}

/** An outermost event, and all that is within it, in the order in which they began. */
interface Nested {
  readonly parts: readonly TaskPart[];
}

/** What is told of a task: the largest parts of it. */
const TOLD = 3;
const SCRIPT = new Set(["FunctionCall", "v8.callFunction", "EvaluateScript", "FireAnimationFrame"]);
/** What a task was for, by the first of these within it. */
const CAUSES = new Map([
  ["FireAnimationFrame", "frame"],
  ["EventDispatch", "event"],
  ["TimerFire", "timer"],
  ["FireIdleCallback", "idle callback"],
  ["MajorGC", "garbage collection"],
  ["MinorGC", "garbage collection"],
  ["Receive mojo message", "message"],
]);
const GROUPS = new Map([
  ["UpdateLayoutTree", "style"],
  ["Layout", "layout"],
  ["HitTest", "hit test"],
  ["MajorGC", "garbage collection"],
  ["MinorGC", "garbage collection"],
  ...["PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer"].map(
    (name) => [name, "paint"] as const,
  ),
  ...[...SCRIPT, "EventDispatch", "TimerFire", "RunMicrotasks"].map(
    (name) => [name, "script"] as const,
  ),
]);

/** The outermost events of one thread, with what each part of them used without its own parts. */
export function ownTimes(events: readonly TraceEvent[]): Nested[] {
  const found: { parts: { -readonly [Key in keyof TaskPart]: TaskPart[Key] }[] }[] = [];
  const open: { part: { ownUs: number; isInScript: boolean }; endUs: number; name: string }[] = [];
  const inOrder = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  for (const event of inOrder) {
    const { ts, dur = 0, name } = event;
    while (open.length > 0 && open.at(-1)!.endUs <= ts) open.pop();
    // Some machines' clocks of threads go in large steps: no task used more than its time.
    const wholeUs = Math.min(dur, event.tdur ?? 0);
    const around = open.at(-1);
    const isInScript = around !== undefined && (around.part.isInScript || SCRIPT.has(around.name));
    const part = { event, wholeUs, ownUs: wholeUs, isInScript };
    if (around) {
      around.part.ownUs -= wholeUs;
      found.at(-1)!.parts.push(part);
    } else found.push({ parts: [part] });
    open.push({ part, endUs: ts + dur, name });
  }
  return found;
}

/** What the parts of a task used, in µs, by what they did. */
export function sumGroups(parts: readonly TaskPart[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const part of parts) {
    const group = groupOf(part);
    if (group !== undefined) sums.set(group, (sums.get(group) ?? 0) + part.ownUs);
  }
  return sums;
}

/** What a task was for, and what used most of it, such as "frame: layout forced by script". */
export function kindOf(parts: readonly TaskPart[]): { kind: string; details: string } {
  const cause = parts.find(({ event }) => CAUSES.has(event.name));
  const type = cause?.event.args?.data?.type;
  const largest = [...sumGroups(parts)].toSorted(([, a], [, b]) => b - a).slice(0, TOLD);
  const name = (cause && CAUSES.get(cause.event.name)) ?? "other";
  return {
    kind: `${name}${type ? ` (${type})` : ""}: ${largest[0]?.[0] ?? "nothing of the page"}`,
    details: [
      ...largest.map(([group, us]) => `${group} ${Math.round(us / 1_000)}`),
      ...laidOut(parts),
    ].join(", "),
  };
}

function groupOf({ event: { name }, isInScript }: TaskPart): string | undefined {
  if (name.startsWith("V8.GC")) return "garbage collection";
  const group = GROUPS.get(name);
  return isInScript && (group === "layout" || group === "style")
    ? `${group} forced by script`
    : group;
}

/** How much the longest layout of a task had to look at. */
function laidOut(parts: readonly TaskPart[]): string[] {
  const [longest] = parts
    .filter(({ event }) => event.name === "Layout")
    .toSorted((a, b) => b.wholeUs - a.wholeUs);
  const { dirtyObjects, totalObjects } = longest?.event.args?.beginData ?? {};
  return dirtyObjects === undefined ? [] : [`${dirtyObjects} of ${totalObjects} objects laid out`];
}
