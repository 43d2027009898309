import { describe, expect, it } from "vitest";
import { Connection, type RoomListener } from "../../../widget/src/store/connection.ts";
import type { HelloVerdict } from "../../../widget/src/store/hello.ts";
import type { WakeUpEvents } from "../../../widget/src/store/wake-ups.ts";
import { FakeClock, settle } from "../support/fake-clock.ts";
import { FakeNetwork, noAuth } from "../support/fake-transport.ts";

const QUIET: RoomListener = {
  onLinkChange: () => undefined,
  onEntries: () => undefined,
  onViewerCount: () => undefined,
};

function makeConnection(verdict: HelloVerdict = "welcome") {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const device = { isOnline: true, events: undefined as WakeUpEvents | undefined };
  const connection = new Connection("http://chat.test", noAuth, {
    clock,
    transports: [network.open],
    askHello: () => Promise.resolve(verdict),
    wakeUps: {
      isOnline: () => device.isOnline,
      subscribe: (events) => {
        device.events = events;
        return () => {
          device.events = undefined;
        };
      },
    },
  });
  return { clock, network, device, connection };
}

async function makeUp() {
  const made = makeConnection();
  made.connection.addRoom("s", QUIET);
  await made.network.welcome();
  expect(made.connection.state).toEqual({ status: "up" });
  return made;
}

describe("a connection", () => {
  it("is connecting from the first room on, and up when the server has let it in", async () => {
    const { connection, network } = makeConnection();
    expect(connection.state).toEqual({ status: "idle" });
    connection.addRoom("s", QUIET);
    expect(connection.state).toEqual({ status: "connecting" });
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("tries again after a growing, jittered delay, and says when", async () => {
    const { connection, network, clock } = await makeUp();
    network.isReachable = false;
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt++) {
      if (attempt === 1) network.last.cut();
      await settle();
      const state = connection.state;
      if (state.status !== "reconnecting") throw new Error(`unexpectedly ${state.status}`);
      expect(state.attempt).toBe(attempt);
      delays.push(state.nextAttemptAt - clock.nowMs());
      clock.pass(delays.at(-1)!);
    }
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it("tries at once when it is told to, or the device wakes up", async () => {
    const { connection, network, device } = await makeUp();
    network.last.cut();
    connection.reconnectNow();
    expect(network.links).toHaveLength(2);
    network.last.cut();
    device.events?.onWake();
    expect(network.links).toHaveLength(3);
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("[CN7] stays away for as long as a server that goes down says, with jitter", async () => {
    const { connection, network, clock } = await makeUp();
    network.last.receive('42["come-back",{"afterMs":3000}]');
    network.last.cut();
    expect(connection.state).toMatchObject({ nextAttemptAt: clock.nowMs() + 4_500 });
  });

  it("comes back after the server has ended the session", async () => {
    const { network, clock } = await makeUp();
    network.last.receive("41");
    expect(network.last.isClosed).toBe(true);
    clock.pass(500);
    expect(network.links).toHaveLength(2);
  });

  it("is offline while the device says so, and reconnects when the network is back", async () => {
    const { connection, network, device } = await makeUp();
    device.isOnline = false;
    device.events?.onOffline();
    expect(connection.state).toEqual({ status: "offline" });
    device.isOnline = true;
    device.events?.onWake();
    expect(connection.state).toMatchObject({ status: "reconnecting" });
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("[CN5] tells a refused origin from a server that is not there, and tries again by itself", async () => {
    for (const verdict of ["origin-not-allowed", "server-unreachable"] as const) {
      const { connection, network, clock } = makeConnection(verdict);
      network.isReachable = false;
      connection.addRoom("s", QUIET);
      await settle();
      expect(connection.state).toMatchObject({ status: "failed", reason: verdict });
      network.isReachable = true;
      clock.pass(120_000);
      await network.welcome();
      expect(connection.state).toEqual({ status: "up" });
    }
  });

  it("gives up on a server that falls silent", async () => {
    const { connection, network, clock } = await makeUp();
    clock.pass(17_000);
    network.last.receive("2");
    expect(network.last.sent.at(-1)).toBe("3");
    clock.pass(17_999);
    expect(connection.state).toEqual({ status: "up" });
    clock.pass(1);
    expect(connection.state.status).toBe("reconnecting");
  });

  it("leaves no timer, listener or connection when its last room goes", async () => {
    const { connection, network, clock, device } = await makeUp();
    connection.addRoom("t", QUIET);
    connection.removeRoom("s");
    expect(network.last.sent.at(-1)).toBe('42["leave-room",{"streamId":"s"}]');
    connection.removeRoom("t");
    expect(network.last.isClosed).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(device.events).toBeUndefined();
    expect(connection.state).toEqual({ status: "idle" });
  });
});
