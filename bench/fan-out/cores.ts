import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const hasTaskset = spawnSync("taskset", ["-c", "0", "true"]).status === 0;
const cores = availableParallelism();

/** Whether servers get a core that the load does not touch. */
export const PINNED = hasTaskset && cores > 1;

/** The words before a command that keep a server to one core. */
export const ON_SERVER_CORE: readonly string[] = PINNED ? ["taskset", "-c", "0"] : [];

/** Those that keep the load on the others. */
export const ON_LOAD_CORES: readonly string[] = PINNED
  ? ["taskset", "-c", cores === 2 ? "1" : `1-${cores - 1}`]
  : [];
