import { spawnSync } from "node:child_process";

/** The biggest room of the bench, and what a process has open besides. */
const NEEDED = 11_000;

/** Warns if this machine limits open connections below what is needed. */
export function warnOfFewFiles(needed = NEEDED): void {
  const limit = spawnSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).stdout.trim();
  if (limit !== "unlimited" && Number(limit) < needed)
    console.log(
      `A process may open ${limit} files here, and up to ${needed} are needed: run \`ulimit -n ${needed}\` first.`,
    );
}
