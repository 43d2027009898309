import { spawnSync } from "node:child_process";

/** The biggest room of the bench, and what a process has open besides. */
const NEEDED = 11_000;

/** Says so if this machine lets a process open fewer connections than the bench asks for. */
export function warnOfFewFiles(): void {
  const limit = spawnSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).stdout.trim();
  if (limit !== "unlimited" && Number(limit) < NEEDED)
    console.log(
      `A process may open ${limit} files here, and the biggest rooms need ${NEEDED}: run \`ulimit -n ${NEEDED}\` first.`,
    );
}
