import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const hasTaskset = spawnSync("taskset", ["-c", "0", "true"]).status === 0;
const cores = availableParallelism();

/** Whether servers get a core without load generators. */
export const PINNED = hasTaskset && cores > 1;

/** Command prefix that pins a server to one core. */
export const ON_SERVER_CORE: readonly string[] = PINNED ? ["taskset", "-c", "0"] : [];

/** Command prefix that pins the load to the other cores. */
export const ON_LOAD_CORES: readonly string[] = PINNED
  ? ["taskset", "-c", cores === 2 ? "1" : `1-${cores - 1}`]
  : [];
