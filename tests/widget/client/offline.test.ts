import { describe, expect, it } from "vitest";
import { settle } from "../support/fake-clock.ts";
import { makeConnection, makeUp, QUIET } from "../support/make-connection.ts";

describe("a connection of a device without a network", () => {
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

  it("is offline, and not without a server, while the device says so", async () => {
    const { connection, network, device } = makeConnection("server-unreachable");
    connection.addRoom("s", QUIET);
    device.isOnline = false;
    network.last.cut();
    await settle();
    expect(connection.state).toEqual({ status: "offline" });
  });

  it.each(["server-unreachable", "origin-not-allowed"] as const)(
    "says %s, and not that the device is offline, when the first network comes after the page",
    async (verdict) => {
      const { connection, network, device } = makeConnection(verdict);
      device.isOnline = false;
      connection.addRoom("s", QUIET);
      network.last.cut();
      await settle();
      expect(connection.state).toEqual({ status: "offline" });
      device.isOnline = true;
      device.events?.onWake();
      expect(connection.state).toEqual({ status: "connecting" });
      network.last.cut();
      await settle();
      expect(connection.state).toMatchObject({ status: "failed", reason: verdict });
    },
  );

  it("stays offline through attempts that a device without a network makes in vain", async () => {
    const { connection, network, device, clock } = makeConnection("server-unreachable");
    device.isOnline = false;
    connection.addRoom("s", QUIET);
    network.last.cut();
    clock.pass(10_000);
    expect(network.links).toHaveLength(2);
    expect(connection.state).toEqual({ status: "offline" });
  });
});
