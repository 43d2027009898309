import { expect, it } from "vitest";
import type { AlarmClock } from "../../server/src/chat/ports/clock.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { joinAs, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";

const MINUTE_MS = 60_000;

/** The machine's clock, which knows the alarms that have not rung. */
class WatchedClock implements AlarmClock {
  readonly waiting = new Map<object, number>();

  nowMs(): number {
    return systemClock.nowMs();
  }

  after(ms: number, run: () => void): () => void {
    const alarm = {};
    this.waiting.set(alarm, ms);
    const cancel = systemClock.after(ms, () => {
      this.waiting.delete(alarm);
      run();
    });
    return () => {
      this.waiting.delete(alarm);
      cancel();
    };
  }

  /** How many alarms would keep a process for longer than a minute. */
  get longOnes(): number {
    return [...this.waiting.values()].filter((ms) => ms > MINUTE_MS).length;
  }
}

it("[MO5] a closed server keeps its process for no sanction that would end later", async () => {
  const clock = new WatchedClock();
  const server = await startServer(SIGN_IN, { clock });
  const owner = await joinAs(server.url, "boss", "owner");
  await joinAs(server.url, "tom");
  await owner.does({ kind: "timeout", userId: "tom", seconds: 600 });
  await owner.does({ kind: "timeout", userId: "tom", seconds: 900 });
  expect(clock.longOnes).toBeGreaterThan(0);
  await server.close();
  expect(clock.longOnes).toBe(0);
});
