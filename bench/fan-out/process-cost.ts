import { readFileSync } from "node:fs";

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

function sumOverTree(pid: number, read: (stat: readonly string[]) => number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name stands in brackets, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children
    .split(" ")
    .filter((child) => child.trim() !== "")
    .reduce((sum, child) => sum + sumOverTree(Number(child), read), read(fields));
}
