import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JoinThrottle } from "../../server/src/chat/limits/join-throttle.ts";
import { TickThrottle } from "../../server/src/chat/limits/tick-throttle.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, join, next, tell } from "../support/stock-client.ts";
import { eventually } from "../support/eventually.ts";

/** An event loop in the test's hand. */
class TestLoop {
  ms = 0;
  #next: (() => void)[] = [];

  readonly options = {
    nowMs: () => this.ms,
    nextTurn: (run: () => void) => void this.#next.push(run),
    random: () => 0.5,
  };

  turn(tookMs = 1): void {
    this.ms += tookMs;
    for (const run of this.#next.splice(0)) run();
  }

  get isIdle(): boolean {
    return this.#next.length === 0;
  }
}

describe("a throttle", () => {
  it("[JR9] lets everyone pass once, in order, and never more in a turn than it should", () => {
    const step = fc.oneof(fc.nat(30), fc.constant("turn" as const));
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 1, max: 8 }), (steps, perTurn) => {
        const loop = new TestLoop();
        const throttle = new TickThrottle({ perTurn, ...loop.options });
        const passed: number[] = [];
        let came = 0;
        let before = 0;
        const turn = () => {
          before = passed.length;
          loop.turn();
          expect(passed.length - before).toBeLessThanOrEqual(perTurn);
        };
        for (const next of steps) {
          if (next === "turn") turn();
          else
            for (let i = 0; i < next; i++) {
              const id = came++;
              throttle.run(() => passed.push(id));
            }
          expect(passed.length - before).toBeLessThanOrEqual(perTurn);
          expect(throttle.waiting).toBe(came - passed.length);
        }
        while (!loop.isIdle) turn();
        expect(passed).toEqual(Array.from({ length: came }, (_, i) => i));
      }),
    );
  });

  it("knows its pace", () => {
    const loop = new TestLoop();
    const throttle = new TickThrottle({ perTurn: 10, ...loop.options });
    for (let i = 0; i < 1_010; i++) throttle.run(() => undefined);
    for (let i = 0; i < 50; i++) loop.turn(20);
    expect(throttle.waiting).toBe(500);
    expect(throttle.waitMs).toBeGreaterThan(900);
    expect(throttle.waitMs).toBeLessThanOrEqual(1_000);
  });
});

describe("JoinThrottle", () => {
  it("[JR9] asks clients that would wait too long to come back after the crowd, spread out", async () => {
    const loop = new TestLoop();
    let random = 0;
    const options = { ...loop.options, random: () => random, perTurn: 1, patienceMs: 5 };
    const joinThrottle = new JoinThrottle(options);
    const first = Array.from({ length: 11 }, () => joinThrottle.admit(false));
    expect(await first[0]).toBe(0);
    expect(joinThrottle.stats).toEqual({ admitted: 11, refused: 0, waiting: 10 });
    expect(await joinThrottle.admit(true)).toBe(10);
    random = 0.99;
    expect(await joinThrottle.admit(true)).toBe(20);
    // A client that would not ask again has its turn behind the others.
    const stock = joinThrottle.admit(false);
    expect(joinThrottle.stats).toEqual({ admitted: 12, refused: 2, waiting: 11 });
    while (!loop.isIdle) loop.turn();
    expect(await Promise.all([...first, stock])).toEqual(Array.from({ length: 12 }, () => 0));
    expect(await joinThrottle.admit(true)).toBe(0);
  });

  it("[JR9] refuses on a server nothing but the join, and serves stock clients in full", async () => {
    const loop = new TestLoop();
    const joinThrottle = new JoinThrottle({ ...loop.options, perTurn: 1, patienceMs: 0 });
    const crowd = [joinThrottle.admit(false), joinThrottle.admit(false)];
    const { url } = await startServer({}, { joinThrottle });
    const client = connect(url);
    expect(await ask(client, "join-room", { streamId: "s1", wants: ["entries"] })).toMatchObject({
      ok: false,
      error: { code: "server-busy", retryable: true, retryAfterMs: expect.any(Number) as number },
    });
    expect(await ask(client, "send-message", { streamId: "s1", message: "hi" })).toMatchObject({
      error: { code: "not-joined" },
    });
    const stock = connect(url);
    tell(stock, "join-room", { streamId: "s1", user: { userId: "u", nickname: "민지" } });
    const history = next(stock, "message-history");
    await eventually("two that wait", () => joinThrottle.stats.waiting === 2);
    while (!loop.isIdle) loop.turn();
    expect(await history).toEqual([]);
    expect(await Promise.all(crowd)).toEqual([0, 0]);
  });

  it("[JR9] is not delayed by clients that give up while they wait for their handshake", async () => {
    const { url } = await startServer();
    const { hostname, port } = new URL(url);
    const hello =
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n" +
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
      `Sec-WebSocket-Key: ${"a".repeat(22)}==\r\n\r\n`;
    const poll = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n";
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => {
        const socket = connectTcp(Number(port), hostname, () => {
          socket.write(i % 2 ? hello : poll, () => socket.resetAndDestroy());
        });
        socket.on("error", () => undefined);
        return once(socket, "close");
      }),
    );
    expect((await join(connect(url), "s1", "민지")).room.viewers).toBe(1);
  });

  it("[JR9][JR4] brings a crowd in, of all kinds, and leaves nobody out", async () => {
    const { url } = await startServer();
    const joined = await Promise.all(
      Array.from({ length: 120 }, (_, i) =>
        join(connect(url, { transports: [i % 3 ? "websocket" : "polling"] }), "s1", `n${i}`),
      ),
    );
    expect(Math.max(...joined.map(({ room }) => room.viewers))).toBe(120);
  });
});
