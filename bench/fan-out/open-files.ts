import { spawnSync } from "node:child_process";

/** The biggest room of the bench, and what a process has open besides. */
const NEEDED = 11_000;

/** Warns if this machine limits open connections below what the bench needs. */
export function warnOfFewFiles(): void {
  const limit = spawnSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).stdout.trim();
  if (limit !== "unlimited" && Number(limit) < NEEDED)
    console.log(
      `A process may open ${limit} files here, and the biggest rooms need ${NEEDED}: run \`ulimit -n ${NEEDED}\` first.`,
    );
}
