import { describe, expect, it } from "vitest";
import { settle } from "../support/fake-clock.ts";
import { makeConnection, QUIET } from "../support/make-connection.ts";

describe("a connection's token", () => {
  it("has the token before it connects, and connects once however long the token takes", async () => {
    let give: (token: string) => void = () => undefined;
    const token = () => new Promise<string>((resolve) => (give = resolve));
    const { connection, network } = makeConnection("welcome", token);
    connection.addRoom("s", QUIET);
    connection.reconnectNow();
    await settle();
    expect(network.links).toHaveLength(0);
    give("t1");
    const link = await network.welcome();
    expect(link.auth).toEqual({ token: "t1" });
    expect(network.links).toHaveLength(1);
  });

  it.each([
    ["without a token", undefined, {}],
    ["with a token as text", "t1", { token: "t1" }],
    ["with a token that a function has at hand", () => "t1", { token: "t1" }],
    ["without a token where nobody is signed in", () => null, {}],
  ])("connects in the same turn %s", (_, token, auth) => {
    const { connection, network } = makeConnection("welcome", token);
    connection.addRoom("s", QUIET);
    expect(network.links.map((link) => link.auth)).toEqual([auth]);
  });

  it("connects without a token where the page's function throws", () => {
    const { connection, network } = makeConnection("welcome", () => {
      throw new Error("the page's own");
    });
    connection.addRoom("s", QUIET);
    expect(network.links.map((link) => link.auth)).toEqual([{}]);
  });

  it.each([
    ["a number", 7],
    ["an object", {}],
  ])("connects where the page's function returns %s", async (_, answer) => {
    const { connection, network } = makeConnection("welcome", () => answer as never);
    connection.addRoom("s", QUIET);
    await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
  });

  it("connects without a token when the page gives none in three seconds", async () => {
    const never = () => new Promise<string>(() => undefined);
    const { connection, network, clock } = makeConnection("welcome", never);
    connection.addRoom("s", QUIET);
    await settle();
    clock.pass(3_000);
    const link = await network.welcome();
    expect(link.auth).toEqual({});
  });

  it("continues with a token that comes later than that, without asking the page again", async () => {
    const answers: ((token: string | null) => void)[] = [];
    const slow = () => new Promise<string | null>((resolve) => answers.push(resolve));
    const { connection, network, clock } = makeConnection("welcome", slow);
    connection.addRoom("s", QUIET);
    await settle();
    clock.pass(3_000);
    await network.welcome();
    answers[0]!("t1");
    await settle();
    expect(network.links[0]!.isClosed).toBe(true);
    expect((await network.welcome()).auth).toEqual({ token: "t1" });
    expect(answers).toHaveLength(1);
  });

  it("stays unchanged when the page says late that nobody is signed in", async () => {
    let give: (token: string | null) => void = () => undefined;
    const slow = () => new Promise<string | null>((resolve) => (give = resolve));
    const { connection, network, clock } = makeConnection("welcome", slow);
    connection.addRoom("s", QUIET);
    await settle();
    clock.pass(3_000);
    await network.welcome();
    give(null);
    await settle();
    expect(network.links).toHaveLength(1);
    expect(network.links[0]!.isClosed).toBe(false);
  });

  it("[ID5] after a night's sleep gets a fresh token first, and then connects once with it", async () => {
    const asked: number[] = [];
    const made = makeConnection("welcome", () => `t${asked.push(made.clock.nowMs())}`);
    const { connection, network, clock, device } = made;
    connection.addRoom("s", QUIET);
    await network.welcome();
    connection.onMe({ expiresAtMs: clock.nowMs() + 600_000 });

    // Timers stood still, and so did the network: all of it is late, and the device wakes up.
    network.last.overdueAtMs = clock.nowMs() + 18_000;
    clock.sleep(8 * 3_600_000);
    device.events?.onWake();
    await settle();
    clock.pass(1_000);
    const link = await network.welcome();
    expect(connection.state).toEqual({ status: "up" });
    expect(network.links).toHaveLength(2);
    expect(link.auth).toEqual({ token: `t${asked.length}` });
    expect(asked.at(-1)).toBeGreaterThanOrEqual(8 * 3_600_000);
  });

  it("connects again with another person's token, and without one when somebody has signed out", async () => {
    let token: string | null = "t1";
    const { connection, network } = makeConnection("welcome", () => token);
    connection.addRoom("s", QUIET);
    await network.welcome();
    token = null;
    connection.reauthenticate();
    await settle();
    expect(network.links[0]!.isClosed).toBe(true);
    expect((await network.welcome()).auth).toEqual({});
    token = "t2";
    connection.reauthenticate();
    await settle();
    expect((await network.welcome()).auth).toEqual({ token: "t2" });
    expect(connection.state).toEqual({ status: "up" });
  });

  it("[ID5] shows a token that the page sets while it is connected, on the same connection", async () => {
    const { connection, network } = makeConnection("welcome", "t1");
    connection.addRoom("s", QUIET);
    const link = await network.welcome();
    connection.changeToken("t2");
    await settle();
    expect(link.asked).toMatchObject([{ event: "authenticate", payload: { token: "t2" } }]);
    link.asked[0]!.answer({ ok: true, expiresAtMs: 0 });
    await settle();
    expect(connection.token).toBe("t2");
    // It is the page's from now on, also when the page says that somebody has signed in.
    connection.reauthenticate();
    await settle();
    expect(link.asked).toHaveLength(1);
    expect(network.links).toHaveLength(1);
  });

  it("[SI6] is not that of somebody who signed out while the page's function was answering, however late", async () => {
    for (const isLate of [false, true]) {
      const answers: ((token: string | null) => void)[] = [];
      let isSlow = false;
      const token = () =>
        isSlow ? new Promise<string | null>((resolve) => answers.push(resolve)) : "t1";
      const { connection, network, clock } = makeConnection("welcome", token);
      connection.addRoom("s", QUIET);
      const link = await network.welcome();
      isSlow = true;
      connection.onMe({ expiresAtMs: clock.nowMs() + 120_000 });
      clock.pass(96_000);
      await settle();
      if (isLate) clock.pass(3_000);
      await settle();
      connection.reauthenticate();
      if (!isLate) answers[0]!("t2");
      await settle();
      answers[1]!(null);
      await settle();
      // The next connection asks, too.
      answers[2]!(null);
      expect((await network.welcome()).auth).toEqual({});
      answers[0]!("t2");
      await settle();
      expect(link.asked).toEqual([]);
      expect([connection.token, network.links.length]).toEqual([undefined, 2]);
    }
  });

  it("continues as the person who signed in while it was connecting", async () => {
    let token: string | null = null;
    const { connection, network } = makeConnection("welcome", () => token);
    connection.addRoom("s", QUIET);
    await settle();
    token = "t1";
    connection.reauthenticate();
    await settle();
    expect(network.links[0]!.isClosed).toBe(true);
    expect((await network.welcome()).auth).toEqual({ token: "t1" });
  });

  it("[ID14] is set aside to go on as a guest, and read again only when it is asked for", async () => {
    let asked = 0;
    const token = () => (asked++ === 0 ? "refused" : "fresh");
    const { connection, network, clock, device } = makeConnection("welcome", token);
    connection.addRoom("s", QUIET);
    await network.welcome();
    connection.onMe({ reason: "invalid-token" });
    connection.continueAsGuest();
    connection.continueAsGuest();
    await settle();
    expect((await network.welcome()).auth).toEqual({});
    expect(network.links).toHaveLength(2);
    expect(connection.token).toBeUndefined();

    // No timer, no waking up and no new connection brings the token back.
    connection.onMe({ reason: "nickname-required" });
    clock.pass(3_600_000);
    device.events?.onWake();
    await settle();
    network.last.cut();
    clock.pass(60_000);
    expect((await network.welcome()).auth).toEqual({});
    expect(asked).toBe(1);

    connection.reauthenticate();
    await settle();
    expect((await network.welcome()).auth).toEqual({ token: "fresh" });
  });

  it("[ID14] stays aside when the page answers late, and gives way to another one", async () => {
    let give: (token: string) => void = () => undefined;
    const slow = () => new Promise<string>((resolve) => (give = resolve));
    const { connection, network, clock } = makeConnection("welcome", slow);
    connection.addRoom("s", QUIET);
    await settle();
    clock.pass(3_000);
    await network.welcome();
    connection.continueAsGuest();
    give("late");
    await settle();
    expect(network.links).toHaveLength(1);
    connection.changeToken("t2");
    await settle();
    expect((await network.welcome()).auth).toEqual({ token: "t2" });
  });

  it("[ID14] stays aside for an attempt to connect that has not begun", async () => {
    const { connection, network, clock } = makeConnection("welcome", "t1");
    connection.addRoom("s", QUIET);
    await network.welcome();
    network.last.cut();
    connection.continueAsGuest();
    clock.pass(60_000);
    expect((await network.welcome()).auth).toEqual({});
  });

  it("makes no connection with a token that comes after the last room was left", async () => {
    const given: ((token: string) => void)[] = [];
    const token = () => new Promise<string>((resolve) => given.push(resolve));
    const { connection, network } = makeConnection("welcome", token);
    connection.addRoom("s", QUIET);
    await settle();
    connection.removeRoom("s");
    given[0]!("late");
    await settle();
    expect(network.links).toHaveLength(0);
    expect(connection.state).toEqual({ status: "idle" });

    connection.addRoom("s", QUIET);
    await settle();
    connection.removeRoom("s");
    connection.addRoom("s", QUIET);
    await settle();
    for (const give of given) give("t");
    await network.welcome();
    expect(network.links).toHaveLength(1);
    expect(connection.state).toEqual({ status: "up" });
  });
});
