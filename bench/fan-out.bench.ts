import { availableParallelism } from "node:os";
import { PINNED } from "./fan-out/cores.ts";
import { warnOfFewFiles } from "./fan-out/open-files.ts";
import type { Length, Scenario } from "./fan-out/scenario.ts";
import { BYTES } from "./fan-out/scenarios/bytes.ts";
import { GROWTH } from "./fan-out/scenarios/growth.ts";
import { IDLE } from "./fan-out/scenarios/idle.ts";
import { JOINING } from "./fan-out/scenarios/joining.ts";
import { MANY_ROOMS } from "./fan-out/scenarios/many-rooms.ts";
import { NODES } from "./fan-out/scenarios/nodes.ts";
import { PLAN } from "./fan-out/scenarios/plan.ts";
import { RESTART } from "./fan-out/scenarios/restart.ts";
import { RIVALRIES } from "./fan-out/scenarios/rivalry.ts";
import { ROOMS } from "./fan-out/scenarios/rooms.ts";
import { SET_UPS } from "./fan-out/scenarios/set-ups.ts";
import { SHOP } from "./fan-out/scenarios/shop.ts";
import { STALLED_READERS } from "./fan-out/scenarios/stalled.ts";
import { WORKERS } from "./fan-out/scenarios/workers.ts";

/*
 * The cost and the latency of delivering messages to thousands, compared with the alternatives: npm
 * run bench fan-out [-- names of scenarios] [long|trial]
 */
const SCENARIOS: readonly Scenario[] = [
  ...RIVALRIES,
  ROOMS,
  MANY_ROOMS,
  SET_UPS,
  WORKERS,
  BYTES,
  JOINING,
  IDLE,
  RESTART,
  SHOP,
  STALLED_READERS,
  NODES,
  GROWTH,
  PLAN,
];
const SHORT: Length = { seconds: 5, rounds: 3, share: 1 };
const LONG: Length = { seconds: 15, rounds: 5, share: 1 };
const TRIAL: Length = { seconds: 2, rounds: 1, share: 0.05 };

const words = process.argv.slice(2);
const names = words.filter((word) => word !== "long" && word !== "trial");
const unknown = names.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
if (unknown)
  throw new Error(
    `There is no scenario ${unknown}. There are ${SCENARIOS.map(({ name }) => name).join(", ")}.`,
  );

const length = words.includes("long") ? LONG : words.includes("trial") ? TRIAL : SHORT;
console.log(
  `Node ${process.version}, ${availableParallelism()} cores; ` +
    (PINNED
      ? "the server has the first core, the load the others."
      : "server and load SHARE THEIR CORES: there is no taskset, or only one core.") +
    ` ${length.rounds} rounds of ${length.seconds} s: median (least–most).`,
);
warnOfFewFiles();
for (const { name, about, run } of SCENARIOS) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}: ${about}`);
  await run(length);
}
