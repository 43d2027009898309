import { describe, expect, it, vi } from "vitest";
import { FairQueue } from "../../server/src/chat/limits/fair-queue.ts";
import { WorkerBus } from "../../server/src/fan-out/workers/worker-bus.ts";
import { WorkerBusHub } from "../../server/src/fan-out/workers/worker-bus-hub.ts";
import { memberOf, openChat } from "../support/open-chat.ts";

/* What is taken of a limit and not used is given back: otherwise the limit is reached for good. */

describe("a place in the queue of reads", () => {
  it("[LOG11] is free again when its caller has gone", async () => {
    const queue = new FairQueue({ atOnce: 1, waitingPerCaller: 9, waiting: 2 });
    for (let round = 1; round <= 3; round++) {
      let end: () => void = () => undefined;
      const running = queue.run("reader", () => new Promise<void>((resolve) => (end = resolve)));
      const gone = ["a", "b"].map((caller) =>
        queue.run(
          caller,
          () => Promise.resolve(),
          () => true,
        ),
      );
      expect(queue.waiting).toBe(2);
      end();
      await running;
      expect((await Promise.all(gone)).map(({ ok }) => ok)).toEqual([false, false]);
      expect(queue.waiting).toBe(0);
    }
  });
});

describe("a join", () => {
  it("[JR9][MO13] that was told to come back later does not count against the limit of joins", async () => {
    const { chat, connect } = await openChat({ rateLimit: "100/1s" });
    const tom = connect("tom", memberOf("tom"));
    const admit = vi.spyOn(chat.joinThrottle, "admit").mockResolvedValue(5_000);
    // More often than a person may join in a minute.
    for (let i = 0; i < 100; i++)
      expect(await tom.join()).toMatchObject({ error: { code: "server-busy" } });
    admit.mockRestore();
    expect((await tom.join()).ok).toBe(true);
  });
});

describe("the room for messages between workers", () => {
  const MESSAGE = { kind: "session-ended", sessionId: "x".repeat(5_000_000) } as const;

  it("[LOG6] is free again when a worker has handed one over", () => {
    const handedOver: (() => void)[] = [];
    const bus = new WorkerBus({
      ...{ nodeId: "one", reachesAll: true },
      send: (_message, done) => void handedOver.push(done),
    });
    for (let i = 0; i < 5; i++) bus.publish(MESSAGE);
    expect(handedOver).toHaveLength(2);
    for (const done of handedOver.splice(0)) done();
    for (let i = 0; i < 5; i++) bus.publish(MESSAGE);
    expect(handedOver).toHaveLength(2);
  });

  it("[LOG6] is free again when the hub has handed one over", () => {
    const handedOver: (() => void)[] = [];
    const hub = new WorkerBusHub();
    hub.join(1, (_message, done) => void handedOver.push(done));
    const tell = () => hub.receive(2, { kind: "tell", envelope: MESSAGE.sessionId });
    hub.join(2, (_message, done) => done());
    for (let i = 0; i < 5; i++) tell();
    expect(handedOver).toHaveLength(2);
    for (const done of handedOver.splice(0)) done();
    for (let i = 0; i < 5; i++) tell();
    expect(handedOver).toHaveLength(2);
  });
});
