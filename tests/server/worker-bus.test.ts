import { expect, it } from "vitest";
import type { NodeMessage } from "../../server/src/chat/ports/node-message.ts";
import { WorkerBus } from "../../server/src/fan-out/workers/worker-bus.ts";
import type { ToHub } from "../../server/src/fan-out/workers/hub-message.ts";

const LARGE: NodeMessage = { kind: "session-ended", sessionId: "x".repeat(3_000_000) };

/** A worker's bus whose hub takes what it is told when the test says so. */
function setUp() {
  const told: ToHub[] = [];
  const waiting: (() => void)[] = [];
  const send = (message: ToHub, done: () => void) => {
    told.push(message);
    waiting.push(done);
  };
  const bus = new WorkerBus({ nodeId: "a", reachesAll: true, send });
  const take = () => {
    for (const done of waiting.splice(0)) done();
  };
  return { bus, told, take };
}

it("[LOG6] a worker keeps sending as long as the hub accepts it", () => {
  const { bus, told, take } = setUp();
  for (let i = 0; i < 20; i++) {
    bus.publish(LARGE);
    take();
  }
  expect(told).toHaveLength(20);
});

it("[LOG6] a hub that reads nothing gets a bounded amount, and everything again once it reads", () => {
  const { bus, told, take } = setUp();
  for (let i = 0; i < 20; i++) bus.publish(LARGE);
  expect(told).toHaveLength(3);
  take();
  bus.publish(LARGE);
  expect(told).toHaveLength(4);
});

it("[LOG6] a closed bus sends and receives nothing", async () => {
  const { bus, told } = setUp();
  const heard: string[] = [];
  bus.listen({
    onFollowing: (streamId) => heard.push(streamId),
    onMessage: (from) => heard.push(from),
    onGap: () => heard.push("gap"),
  });
  bus.receive({ kind: "following", streamId: "s1" });
  await bus.close();
  bus.receive({ kind: "following", streamId: "s2" });
  bus.publish(LARGE);
  bus.follow("s1");
  bus.unfollow("s1");
  expect([heard, told]).toEqual([["s1"], []]);
});
