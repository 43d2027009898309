import { setTimeout as pause } from "node:timers/promises";
import { spread } from "../../support/statistics.ts";
import { Generators } from "../generators.ts";
import { cpuMsOf } from "../process-cost.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";

const VIEWERS = 5_000;
/** So that the last count, too, is told within what is measured. */
const LAST_COUNT_MS = 2_500;

/** What it costs that everyone sees how many there are, while they come. */
export const JOINING: Scenario = {
  name: "joining",
  about: `${VIEWERS} viewers come, with and without being told how many there are`,
  run: async ({ rounds, share }) => {
    const viewers = VIEWERS * share;
    const told: number[] = [];
    const untold: number[] = [];
    for (let round = 0; round < rounds; round++) {
      untold.push(await measureJoins(viewers, false));
      told.push(await measureJoins(viewers, true));
    }
    const ratios = told.map((cost, i) => cost / untold[i]!);
    console.log(
      `  CPU a join: ${spread(told, 3)} ms with the count, ${spread(untold, 3)} ms without; ` +
        `${spread(ratios, 3)} times as much`,
    );
  },
};

async function measureJoins(viewers: number, isTold: boolean): Promise<number> {
  const server = await startLiveChat();
  const generators = new Generators();
  try {
    if (!isTold) await server.process.ask("tellNoCounts");
    const before = cpuMsOf(server.pid);
    await generators.connect({ port: server.port, dialect: "live-chat" }, viewers);
    await pause(LAST_COUNT_MS);
    return (cpuMsOf(server.pid) - before) / viewers;
  } finally {
    await generators.end();
    await server.stop();
  }
}
