import { describe, expect, it, vi } from "vitest";
import type { Me, ViewerCount } from "#protocol";
import type { Audience } from "../../server/src/chat/ports/audience.ts";
import { Presence } from "../../server/src/chat/rooms/presence.ts";
import { Rooms } from "../../server/src/chat/streams/rooms.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, join } from "../support/stock-client.ts";
import { eventually } from "../support/eventually.ts";

async function setUp() {
  const clock = new SkippingClock();
  const rooms = new Rooms(new MemoryMessageLog(clock), {
    historyLimit: 1,
    recoveryEntries: 100,
    onEntries: () => undefined,
    onDiverged: () => undefined,
  });
  const told: string[] = [];
  const counts: ViewerCount[] = [];
  const audience = {
    presence: (event, { nickname }) => told.push(`${nickname} ${event}`),
    viewerCount: (count) => counts.push(count),
  } as Partial<Audience> as Audience;
  const after = vi.spyOn(clock, "after");
  const presence = new Presence(rooms, audience, clock);
  const room = await rooms.open("s1");
  const enter = (id: string, me: Me = guest(id)) => presence.enter("s1", room, `c-${id}`, me)();
  const leave = (id: string) => presence.leave("s1", `c-${id}`);
  return { clock, rooms, room, presence, told, counts, enter, leave, after };
}

function guest(name: string): Me {
  return { userId: `guest:${name}`, nickname: name, role: "guest", maySend: true };
}

const READER: Me = { userId: "viewer:1", role: "viewer", maySend: false };

describe("presence", () => {
  it("[PR1] sends a room its count when it changed, and an empty room none", async () => {
    const { presence, counts, enter, leave } = await setUp();
    enter("a", READER);
    enter("b", { ...READER, userId: "viewer:2" });
    presence.publishCounts();
    presence.publishCounts();
    leave("a");
    presence.publishCounts();
    leave("b");
    presence.publishCounts();
    enter("c", READER);
    presence.publishCounts();
    expect(counts.map(({ viewers }) => viewers)).toEqual([2, 1, 1]);
  });

  it("[PR2] names the hundredth, and from then on counts who came", async () => {
    const { presence, told, counts, enter } = await setUp();
    for (let i = 1; i <= 130; i++) enter(`n${i}`);
    enter("reader", READER);
    presence.publishCounts();
    presence.publishCounts();
    expect(told.at(-1)).toBe("n100 user-joined");
    expect(told).toHaveLength(100);
    expect(counts).toEqual([{ streamId: "s1", viewers: 131, joined: 30 }]);
  });

  it("[PR2][PR3] lets a crowd of 10,000 go by one alarm, and names only the last hundred", async () => {
    const { clock, room, told, enter, leave, after } = await setUp();
    for (let i = 1; i <= 10_000; i++) enter(`n${i}`);
    told.length = 0;
    for (let i = 1; i <= 10_000; i++) leave(`n${i}`);
    expect(after).toHaveBeenCalledTimes(1);
    expect(room.roster.size).toBe(10_000);
    clock.skip(5_000);
    clock.skip(250);
    expect(room.roster.size).toBe(0);
    expect(told[0]).toBe("n9901 user-left");
    expect(told).toHaveLength(100);
    expect(after.mock.calls.length).toBeLessThan(5);
  });

  it("[PR3] announces neither people who come back within 5 s, nor their other tabs", async () => {
    const { clock, told, enter, leave } = await setUp();
    enter("민지");
    leave("민지");
    clock.skip(4_000);
    enter("민지");
    clock.skip(60_000);
    expect(told).toEqual(["민지 user-joined"]);
    leave("민지");
    clock.skip(4_000);
    expect(told).toHaveLength(1);
    clock.skip(1_250);
    expect(told).toEqual(["민지 user-joined", "민지 user-left"]);
  });
});

describe("a person who is on two nodes", () => {
  const noticeOf = (nickname: string) => ({
    ...{ streamId: "s1", userId: `guest:${nickname}`, nickname, timestamp: 0 },
  });

  it("[PR3] is announced as leaving where they leave last", async () => {
    const { clock, presence, told, enter, leave } = await setUp();
    enter("민지");
    presence.showRemote("user-joined", noticeOf("민지"));
    presence.showRemote("user-left", noticeOf("민지"));
    expect(told).toEqual(["민지 user-joined"]);
    leave("민지");
    clock.skip(5_000);
    clock.skip(250);
    expect(told).toEqual(["민지 user-joined", "민지 user-left"]);
  });

  it("[PR3] has not left when they leave one, and is counted there no longer", async () => {
    const { clock, room, presence, told, enter, leave } = await setUp();
    enter("민지");
    presence.showRemote("user-joined", noticeOf("민지"));
    leave("민지");
    expect(room.roster.size).toBe(0);
    clock.skip(60_000);
    expect(told).toEqual(["민지 user-joined"]);
    // The other node has nobody to keep quiet about now.
    presence.showRemote("user-left", noticeOf("민지"));
    expect(told).toEqual(["민지 user-joined", "민지 user-left"]);
  });
});

describe("presence on a server", () => {
  it("[PR3][LR2] announces no second tab, and the last one 5 s after it closed", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer({}, { clock });
    const other = connect(url);
    await join(other, "s1", "other");
    const [joined, left] = [collect(other, "user-joined"), collect(other, "user-left")];
    const first = connect(url);
    const { guestCredential, room } = await join(first, "s1", "민지");
    expect(room.viewers).toBe(2);
    const second = connect(url, { auth: { guestCredential } });
    expect((await join(second, "s1", "민지")).room.viewers).toBe(2);
    first.disconnect();
    await ask(second, "leave-room", "s1");
    await join(second, "s1", "소라");
    await ask(second, "leave-room", "s1");
    expect(left).toEqual([]);
    await eventually("what is expected", () => {
      clock.skip(5_000);
      return left.length > 0;
    });
    expect(left).toMatchObject([{ nickname: "소라" }]);
    expect(joined).toMatchObject([{ nickname: "민지" }]);
  });
});
