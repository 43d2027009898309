import { setTimeout as pause } from "node:timers/promises";
import { Generators } from "../generators.ts";
import { cpuMsOf, rssOf } from "../process-cost.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";

const VIEWERS = 10_000;
const SETTLE_MS = 5_000;
/** Three rounds of pings. */
const WATCHED_MS = 30_000;

/** People who watch a room in which nothing happens. */
export const IDLE: Scenario = {
  name: "idle",
  about: `${VIEWERS} viewers of a silent room`,
  run: async ({ share }) => {
    const viewers = VIEWERS * share;
    const server = await startLiveChat();
    const generators = new Generators();
    try {
      const before = rssOf(server.pid);
      const start = performance.now();
      const cpuBefore = cpuMsOf(server.pid);
      await generators.connect({ port: server.port, dialect: "live-chat" }, viewers);
      const seconds = (performance.now() - start) / 1_000;
      const cpuEach = (cpuMsOf(server.pid) - cpuBefore) / viewers;
      await pause(SETTLE_MS);
      const cpu = cpuMsOf(server.pid);
      await pause(WATCHED_MS);
      const busy = (cpuMsOf(server.pid) - cpu) / WATCHED_MS;
      const { heapUsed } = await server.process.ask("memory");
      console.log(
        `  coming: ${seconds.toFixed(1)} s, ${cpuEach.toFixed(2)} ms CPU each\n` +
          `  being there: ${(100 * busy).toFixed(1)} % of a core, ${((1e6 * busy) / viewers).toFixed(1)} µs/s each\n` +
          `  memory: ${((rssOf(server.pid) - before) / viewers / 1e3).toFixed(1)} kB each resident; heap ${(heapUsed / 1e6).toFixed(0)} MB in all`,
      );
    } finally {
      await generators.end();
      await server.stop();
    }
  },
};
