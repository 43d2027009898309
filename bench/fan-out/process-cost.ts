import { readdirSync, readFileSync } from "node:fs";

/** The kernel counts CPU time in hundredths of a second, whatever its own clock does. */
const TICK_MS = 10;
const PAGE_BYTES = 4_096;

/**
 * CPU time (user and system, all threads) of a process and those that it started, in ms, also of
 * those that have ended: Postgres has a process for each connection.
 */
export function cpuMsOf(pid: number): number {
  const ticks = (stat: readonly string[]) =>
    stat.slice(11, 15).reduce((sum, part) => sum + Number(part), 0);
  return sumOverTree(pid, (stat) => ticks(stat) * TICK_MS);
}

/** Resident memory of a process and those that it started, in bytes. */
export function rssOf(pid: number): number {
  return sumOverTree(pid, (stat) => Number(stat[21]) * PAGE_BYTES);
}

/** CPU time in ms of a process alone: of its main thread, and of all others that live. */
export function threadsCpuMs(pid: number): { main: number; others: number } {
  let [main, others] = [0, 0];
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [user, system] = statOf(`/proc/${pid}/task/${thread}`).slice(11, 13);
    const ms = (Number(user) + Number(system)) * TICK_MS;
    if (Number(thread) === pid) main += ms;
    else others += ms;
  }
  return { main, others };
}

/** The fields of a process or a thread after its name. */
function statOf(path: string): string[] {
  const stat = readFileSync(`${path}/stat`, "utf8");
  // The name stands in brackets, and may hold anything.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function sumOverTree(pid: number, read: (stat: readonly string[]) => number): number {
  const fields = statOf(`/proc/${pid}`);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children
    .split(" ")
    .filter((child) => child.trim() !== "")
    .reduce((sum, child) => sum + sumOverTree(Number(child), read), read(fields));
}
