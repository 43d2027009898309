import { expect, it } from "vitest";
import { ConnectionPool } from "../../../widget/src/client/connection/connection-pool.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { FakeNetwork } from "../support/fake-network.ts";
import { QUIET } from "../support/make-connection.ts";

const SERVER = { serverUrl: "http://chat.test" };

function makePool() {
  const stored = new Map<string, string>();
  const deviceStorage = {
    get: (key: string) => stored.get(key),
    set: (key: string, value: string) => void stored.set(key, value),
  };
  const ports = {
    clock: new FakeClock(),
    openLink: new FakeNetwork().open,
    probeServer: () => Promise.resolve("welcome" as const),
    networkSignals: { isOnline: () => true, subscribe: () => () => undefined },
  };
  const pool = new ConnectionPool(ports, deviceStorage);
  /** As a chat does it: it enters at once. */
  const enter = (streamId: string, more: object = {}) => {
    const connection = pool.connectionFor({ ...SERVER, ...more }, streamId);
    if (!connection.roomOf(streamId)) connection.addRoom(streamId, QUIET);
    return connection;
  };
  return { pool, enter };
}

it("[JR7] chats of one person share a connection, five streams on each", () => {
  const { enter } = makePool();
  const first = enter("s1");
  for (const streamId of ["s2", "s3", "s4", "s5"]) expect(enter(streamId)).toBe(first);
  const second = enter("s6");
  expect(second).not.toBe(first);
  expect(enter("s3")).toBe(first);
  first.removeRoom("s2");
  expect(enter("s7")).toBe(first);
});

it("chats of different people, or of different servers, share none", () => {
  const { enter } = makePool();
  const all = [
    ...[enter("s1"), enter("s2", { token: "a" }), enter("s3", { token: "b" })],
    ...[enter("s4", { nickname: "Tom" }), enter("s5", { serverUrl: "http://other.test" })],
  ];
  expect(new Set(all).size).toBe(5);
});

it("a chat that comes after another took a new token shares with it by the new one alone", () => {
  const { pool, enter } = makePool();
  const connection = enter("s1", { token: "old" });
  expect(pool.changeToken(connection, "new")).toBe(true);
  expect(enter("s2", { token: "old" })).not.toBe(connection);
  expect(enter("s3", { token: "new" })).toBe(connection);
  expect(pool.changeToken(connection, "newer")).toBe(false);
});

it("a connection that everyone has left is given to nobody", () => {
  const { pool, enter } = makePool();
  const connection = enter("s1");
  connection.removeRoom("s1");
  expect(enter("s1")).not.toBe(connection);
  expect(pool.changeToken(connection, "t")).toBe(false);
});
