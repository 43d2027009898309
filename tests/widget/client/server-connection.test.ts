import { describe, expect, it } from "vitest";
import { reconnectDelayMs } from "../../../widget/src/client/connection/backoff.ts";
import { FakeClock, settle } from "../support/fake-clock.ts";
import type { ProbeResult } from "../../../widget/src/client/connection/probe-server.ts";
import { makeConnection, makeUp, QUIET } from "../support/make-connection.ts";

describe("a connection", () => {
  it("is connecting from the first room on, and up when the server has let it in", async () => {
    const { connection, network } = makeConnection();
    expect(connection.state).toEqual({ status: "idle" });
    connection.addRoom("s", QUIET);
    expect(connection.state).toEqual({ status: "connecting" });
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("[CN15] tries again after a random time, at most as long as it has been down, and says when", async () => {
    const { connection, network, clock } = await makeUp();
    network.isReachable = false;
    const delays: number[] = [];
    clock.pass(3_600_000);
    for (let attempt = 1; attempt <= 10; attempt++) {
      if (attempt === 1) network.last.cut();
      await settle();
      const state = connection.state;
      if (state.status !== "reconnecting") throw new Error(`unexpectedly ${state.status}`);
      expect(state.attempt).toBe(attempt);
      delays.push(state.nextAttemptAt - clock.nowMs());
      clock.pass(delays.at(-1)!);
      await settle();
    }
    const whole = delays.map(Math.floor);
    expect(whole).toEqual([500, 500, 500, 750, 1_125, 1_687, 2_531, 3_796, 5_000, 5_000]);
  });

  it("spreads its attempts, the late ones too", () => {
    const clock = new FakeClock();
    for (const chance of [0, 0.25, 0.999]) {
      clock.chance = chance;
      expect(reconnectDelayMs(60_000, clock)).toBe(10_000 * chance);
      expect(reconnectDelayMs(-60_000, clock)).toBe(1_000 * chance);
    }
  });

  it("[CN15] does not begin with short delays again before a room was joined", async () => {
    const { connection, network, clock } = await makeUp();
    const cut = () => {
      network.last.cut();
      if (connection.state.status !== "reconnecting") throw new Error("unexpectedly not cut");
      return connection.state.nextAttemptAt - clock.nowMs();
    };
    expect(cut()).toBe(500);
    clock.pass(500);
    await network.welcome();
    clock.pass(3_000);
    expect(cut()).toBe(1_750);
    clock.pass(1_750);
    await network.welcome();
    const joined = connection.ask("join-room", { streamId: "s" });
    network.last.asked[0]!.answer({ ok: false });
    await joined;
    expect(cut()).toBe(500);
  });

  it("tries at once on request, or when the device wakes up", async () => {
    const { connection, network, device } = await makeUp();
    network.last.cut();
    connection.reconnectNow();
    await settle();
    expect(network.links).toHaveLength(2);
    network.last.cut();
    device.events?.onWake();
    await settle();
    expect(network.links).toHaveLength(3);
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("forgets the attempt that was due when another is begun on request", async () => {
    const { connection, network, clock } = await makeUp();
    network.last.cut();
    connection.reconnectNow();
    await network.welcome();
    clock.pass(600_000);
    await settle();
    expect(network.links).toHaveLength(2);
    expect(connection.state).toEqual({ status: "up" });
  });

  it("drops a connection on which nothing is answered, and no attempt that is under way", async () => {
    const { connection, network } = makeConnection();
    connection.addRoom("s", QUIET);
    await settle();
    connection.reset();
    expect(network.last.isClosed).toBe(false);
    await network.welcome();
    connection.reset();
    expect(network.last.isClosed).toBe(true);
    expect(connection.state).toMatchObject({ status: "reconnecting", attempt: 1 });
  });

  it("[CN7] stays away for as long as a server that goes down says, with jitter", async () => {
    const { connection, network, clock } = await makeUp();
    network.last.receive("come-back", { afterMs: 3_000 });
    network.last.cut();
    expect(connection.state).toMatchObject({ nextAttemptAt: clock.nowMs() + 4_500 });
  });

  it("[CN7] stays away that long once: a connection lost after it came back is tried again soon", async () => {
    const { connection, network, clock } = await makeUp();
    network.last.receive("come-back", { afterMs: 30_000 });
    network.last.cut();
    clock.pass(45_000);
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
    network.last.cut();
    expect(connection.state).toMatchObject({ nextAttemptAt: clock.nowMs() + 500 });
  });

  it("[CN5] distinguishes a refused origin from a missing server, and tries again by itself", async () => {
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

  it("[CN9] waits as long as a server asks that refuses it for having too many, says so, and comes again", async () => {
    const { connection, network, clock } = makeConnection();
    connection.addRoom("s", QUIET);
    await settle();
    network.last.cut({ retryAfterMs: 12_000 });
    await settle();
    const state = connection.state;
    if (state.status !== "waiting") throw new Error(`unexpectedly ${state.status}`);
    expect(state.reason).toBe("server-busy");
    const waitMs = state.nextAttemptAt - clock.nowMs();
    expect(waitMs).toBeGreaterThanOrEqual(12_000);
    clock.pass(waitMs - 1);
    await settle();
    expect(network.links).toHaveLength(1);
    clock.pass(1);
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("does not say so of unknown sessions that are not in a row", async () => {
    const { connection, network, clock } = makeConnection();
    connection.addRoom("s", QUIET);
    const unknown = "unknown-session" as const;
    for (const fault of [unknown, unknown, undefined, unknown, unknown]) {
      await settle();
      network.last.cut(fault);
      await settle();
      expect(connection.state).not.toMatchObject({ reason: "no-sticky-sessions" });
      clock.pass(130_000);
    }
  });

  it("[CN11] does not say so of sessions of which one came further", async () => {
    const { connection, network, clock } = makeConnection();
    connection.addRoom("s", QUIET);
    for (const isLucky of [false, false, true, false]) {
      await settle();
      if (isLucky) await network.welcome();
      network.last.cut("unknown-session");
      await settle();
      expect(connection.state).not.toMatchObject({ reason: "no-sticky-sessions" });
      clock.pass(10_000);
    }
  });

  it("says that requests reach several servers after three unknown sessions in a row, and is up once it has luck", async () => {
    const { connection, network, clock } = makeConnection();
    connection.addRoom("s", QUIET);
    for (const attempt of [1, 2, 3]) {
      await settle();
      expect(network.links).toHaveLength(attempt);
      expect(connection.state.status).not.toBe("failed");
      network.last.cut("unknown-session");
      if (attempt < 3) clock.pass(10_000);
    }
    await settle();
    expect(connection.state).toMatchObject({ status: "failed", reason: "no-sticky-sessions" });
    clock.pass(10_000);
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("[ID5] makes a new connection on waking up where the server must have given up on the old one", async () => {
    const { connection, network, clock, device } = await makeUp();
    const [first] = network.links;
    first!.overdueAtMs = clock.nowMs() + 18_000;
    device.events?.onWake();
    await settle();
    expect(network.links).toHaveLength(1);
    clock.sleep(3_600_000);
    device.events?.onWake();
    expect(first!.isClosed).toBe(true);
    expect(connection.state).toMatchObject({
      status: "reconnecting",
      nextAttemptAt: clock.nowMs(),
    });
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
    expect(network.links).toHaveLength(2);
  });

  it("asks a server that it knew for the reason at every fourth attempt only", async () => {
    const { connection, network, clock } = makeConnection("origin-not-allowed");
    connection.addRoom("s", QUIET);
    await network.welcome();
    network.isReachable = false;
    network.last.cut();
    const statuses: string[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      await settle();
      const state = connection.state;
      statuses.push(state.status);
      if (state.status === "reconnecting") clock.pass(state.nextAttemptAt - clock.nowMs());
    }
    expect(statuses).toEqual([...Array<string>(3).fill("reconnecting"), "failed"]);
  });

  it("[CN5] goes by the newest answer to why, and not by one about an earlier attempt", async () => {
    const probes: ((verdict: ProbeResult) => void)[] = [];
    const { connection, network, clock } = makeConnection(
      () => new Promise((resolve) => probes.push(resolve)),
    );
    connection.addRoom("s", QUIET);
    for (const attempt of [1, 2]) {
      await settle();
      expect(network.links).toHaveLength(attempt);
      network.last.cut();
      if (attempt === 1) clock.pass(10_000);
    }
    const [first, second] = probes;
    first!("origin-not-allowed");
    await settle();
    expect(connection.state.status).not.toBe("failed");
    second!("server-unreachable");
    await settle();
    expect(connection.state).toMatchObject({ status: "failed", reason: "server-unreachable" });
    // As soon as usual: nobody has to put anything right first.
    clock.pass(2_000);
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("[CN5] asks a server that refuses its page rarely: a person has to put that right", async () => {
    const { connection, network, clock } = makeConnection("origin-not-allowed");
    connection.addRoom("s", QUIET);
    network.last.cut();
    await settle();
    clock.pass(59_999);
    await settle();
    expect(network.links).toHaveLength(1);
    clock.pass(60_001);
    expect(network.links).toHaveLength(2);
  });

  it("goes on reconnecting to a server that it knew and that nobody reaches", async () => {
    const { connection, network, clock } = makeConnection("server-unreachable");
    connection.addRoom("s", QUIET);
    await network.welcome();
    network.isReachable = false;
    network.last.cut();
    for (let attempt = 1; attempt <= 8; attempt++) {
      await settle();
      expect(connection.state).toMatchObject({ status: "reconnecting", attempt });
      clock.pass(10_000);
    }
  });

  it("[CN5] is up, whatever the answer to why an earlier attempt failed comes to", async () => {
    for (const verdict of ["origin-not-allowed", "server-unreachable", "welcome"] as const) {
      let answer: (verdict: ProbeResult) => void = () => undefined;
      const { connection, network, clock } = makeConnection(
        () => new Promise((resolve) => (answer = resolve)),
      );
      connection.addRoom("s", QUIET);
      network.last.cut();
      clock.pass(10_000);
      await network.welcome();
      answer(verdict);
      await settle();
      expect(connection.state).toEqual({ status: "up" });
    }
  });

  it("begins with a WebSocket again after attempts that reached no server", async () => {
    const { network, clock } = await makeUp();
    network.isReachable = false;
    network.last.isProven = true;
    network.last.cut();
    for (let attempt = 1; attempt <= 4; attempt++) {
      clock.pass(10_000);
      await settle();
      expect(network.links).toHaveLength(attempt + 1);
      expect(network.last.transports).toEqual(["websocket", "polling"]);
    }
  });

  it("[CN5] keeps the connection of an attempt that began before the answer to why the last one failed", async () => {
    let answer: (verdict: ProbeResult) => void = () => undefined;
    const { connection, network, clock } = makeConnection(
      () => new Promise((resolve) => (answer = resolve)),
    );
    connection.addRoom("s", QUIET);
    await settle();
    network.last.cut();
    clock.pass(10_000);
    await settle();
    expect(network.links).toHaveLength(2);
    answer("version-mismatch");
    await settle();
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
    clock.pass(600_000);
    await settle();
    expect(network.links).toHaveLength(2);
  });

  it("[JR7] tells a room once that leaves and enters again while it is told", async () => {
    const { connection, network } = await makeUp();
    const told: string[] = [];
    const restless = {
      ...QUIET,
      onLinkChange: () => {
        if (told.push(connection.state.status) > 1) throw new Error("told again");
        connection.removeRoom("t");
        connection.addRoom("t", restless);
      },
    };
    connection.addRoom("t", restless);
    network.last.cut();
    expect(told).toEqual(["reconnecting"]);
  });

  it("leaves no timer, listener or connection when its last room goes", async () => {
    const { connection, network, clock, device } = await makeUp();
    connection.addRoom("t", QUIET);
    connection.removeRoom("s");
    expect(network.last.emitted).toEqual([{ event: "leave-room", payload: { streamId: "s" } }]);
    connection.removeRoom("t");
    expect(network.last.isClosed).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(device.events).toBeUndefined();
    expect(connection.state).toEqual({ status: "idle" });
  });

  it("leaves no timer, and begins nothing on request, when its last room goes between two attempts", async () => {
    const { connection, network, clock } = makeConnection("welcome", () => "t1");
    connection.addRoom("s", QUIET);
    await network.welcome();
    connection.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
    network.last.cut();
    connection.removeRoom("s");
    expect(clock.waiting).toBe(0);
    connection.reconnectNow();
    await settle();
    expect(network.links).toHaveLength(1);
    expect(connection.state).toEqual({ status: "idle" });
  });
});
