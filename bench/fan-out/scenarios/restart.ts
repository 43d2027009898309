import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../../tests/support/free-port.ts";
import { spread } from "../../support/statistics.ts";
import { AskedProcess } from "../asked-process.ts";
import { ON_LOAD_CORES } from "../cores.ts";
import { nowMs } from "../load/monotonic-clock.ts";
import type { ReturningAnswers } from "../load/returning-load.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";
import { spawnNode } from "../spawn-node.ts";

const VIEWERS = 5_000;
const PER_SECOND = 20;
const PATIENCE_MS = 60_000;

interface Return {
  readyMs: number;
  backMs: number;
  loopP99Ms: number;
  loopMaxMs: number;
  reads: number;
  gaps: number;
  restarts: number;
  refusals: number;
}

/** The server is killed in the midst of a conversation, and started again. */
export const RESTART: Scenario = {
  name: "restart",
  about: `${VIEWERS} viewers after kill -9, while people write`,
  run: async ({ rounds, share }) => {
    const returns: Return[] = [];
    for (let round = 0; round < rounds; round++) returns.push(await killAndReturn(VIEWERS * share));
    const show = (read: (one: Return) => number) => spread(returns.map(read));
    console.log(
      `  ready again ${show((one) => one.readyMs)} ms after the kill; ` +
        `all back ${show((one) => one.backMs)} ms after that\n` +
        `  event loop late: p99 ${show((one) => one.loopP99Ms)} ms, at most ${show((one) => one.loopMaxMs)} ms\n` +
        `  reads of the room's log and policy: ${show((one) => one.reads)}; joins asked to come later: ${show((one) => one.refusals)}\n` +
        `  gaps: ${show((one) => one.gaps)}; joins that did not go on where they were: ${show((one) => one.restarts)}`,
    );
  },
};

async function killAndReturn(count: number): Promise<Return> {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
  const port = await freePort();
  const viewers = new AskedProcess<ReturningAnswers>(
    spawnNode("load/returning-load.ts", [], ON_LOAD_CORES),
  );
  const start = () => startLiveChat({ folder, options: { port }, watchLoop: true });
  let server = await start();
  try {
    await viewers.ask("connect", { ports: [port], count });
    await viewers.ask("talk", PER_SECOND);
    await pause(3_000);
    const killedAtMs = nowMs();
    await server.process.kill();
    server = await start();
    const readyAtMs = nowMs();
    const backAtMs = await allBack(viewers, count, readyAtMs + PATIENCE_MS);
    const { loopP99Ms, loopMaxMs, reads } = await server.process.ask("sinceLast");
    await viewers.ask("hush");
    const { gaps, restarts, refusals } = await allSame(viewers);
    return {
      readyMs: readyAtMs - killedAtMs,
      backMs: backAtMs - readyAtMs,
      reads: Object.values(reads).reduce((sum, count) => sum + count, 0),
      ...{ loopP99Ms, loopMaxMs, gaps, restarts, refusals },
    };
  } finally {
    await viewers.end();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function allBack(viewers: AskedProcess<ReturningAnswers>, count: number, deadlineMs: number) {
  for (;;) {
    const { joined, lastJoinAtMs } = await viewers.ask("state");
    if (joined === count) return lastJoinAtMs;
    if (nowMs() > deadlineMs) throw new Error(`only ${joined} of ${count} came back`);
    await pause(50);
  }
}

/** Waits until all stand at the same entry: what was written last has reached everyone. */
async function allSame(viewers: AskedProcess<ReturningAnswers>) {
  const deadlineMs = nowMs() + 10_000;
  for (;;) {
    await pause(500);
    const state = await viewers.ask("state");
    if (state.least === state.most) return state;
    if (nowMs() > deadlineMs) throw new Error(`some stopped at ${state.least} of ${state.most}`);
  }
}
