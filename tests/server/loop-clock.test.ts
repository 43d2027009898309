import { expect, it } from "vitest";
import { loopClock } from "../../server/src/fan-out/loop-clock.ts";

it("lets ticks, answers and input that wait go before what is to come soon", async () => {
  const order: string[] = [];
  const note = (name: string) => (): void => void order.push(name);
  await new Promise<void>((done) => {
    setImmediate(note("input"));
    loopClock.soon(() => done(note("soon")()));
    process.nextTick(note("tick"));
    loopClock.behindTicks(note("behind ticks"));
    queueMicrotask(note("answer"));
  });
  expect(order).toEqual(["answer", "tick", "behind ticks", "input", "soon"]);
});
