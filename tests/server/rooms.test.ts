import { join as joinPath } from "node:path";
import { describe, expect, it } from "vitest";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { Rooms } from "../../server/src/chat/streams/rooms.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { collect, join, next, send } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("many rooms", () => {
  it("[JR4][SM6] serves the room that is one too many to be kept like any other", async () => {
    const log = new MemoryMessageLog({ nowMs: () => 1 });
    const shown: string[] = [];
    const rooms = new Rooms(log, {
      historyLimit: 10,
      recoveryEntries: 100,
      onEntries: ({ streamId }) => shown.push(streamId),
      onDiverged: () => undefined,
    });
    const me = { userId: "u", role: "viewer", maySend: false } as const;
    const author = { userId: "u", nickname: "u", role: "guest" } as const;
    for (let i = 0; i < 2_100; i++) {
      const streamId = `s${i}`;
      const room = await rooms.open(streamId);
      expect(rooms.get(streamId)).toBe(room);
      if (i % 2 === 0) room.roster.add(streamId, me);
    }
    const last: Append[] = [{ kind: "message", streamId: "s2098", author, message: "hi" }];
    rooms.showCommitted(last, await log.append(last));
    expect(shown).toEqual(["s2098"]);
    // Occupied ones stay, whatever comes and goes.
    for (let i = 0; i < 2_100; i += 2) expect(rooms.get(`s${i}`)?.roster.size).toBe(1);
    // Of 1,050 idle ones, the oldest have gone.
    expect(rooms.get("s1")).toBeUndefined();
  });

  it("keeps the newest 1,000 when everybody leaves, and nobody opens another", async () => {
    const rooms = new Rooms(new MemoryMessageLog({ nowMs: () => 1 }), {
      historyLimit: 10,
      recoveryEntries: 100,
      onEntries: () => undefined,
      onDiverged: () => undefined,
    });
    const me = { userId: "u", role: "viewer", maySend: false } as const;
    for (let i = 0; i < 1_020; i++) (await rooms.open(`s${i}`)).roster.add("someone", me);
    rooms.dropIdle();
    expect(rooms.counts().open).toBe(1_020);
    for (const [, { roster }] of rooms.occupied()) roster.remove("someone", 1);
    rooms.dropIdle();
    expect(rooms.counts().open).toBe(1_000);
    expect([rooms.get("s19"), rooms.get("s20")]).toEqual([undefined, expect.anything()]);
  });

  it("[LOG6] does not take up a room again that was forgotten while its log was read", async () => {
    const followed = new Set<string>();
    const rooms = new Rooms(new MemoryMessageLog({ nowMs: () => 1 }), {
      historyLimit: 10,
      recoveryEntries: 100,
      onEntries: () => undefined,
      onDiverged: () => undefined,
      onOpening: (streamId) => followed.add(streamId),
      onForgotten: (streamId) => followed.delete(streamId),
    });
    const opening = rooms.open("s1");
    rooms.forget("s1");
    await opening;
    expect([rooms.get("s1"), rooms.counts().open, followed.size]).toEqual([undefined, 0, 0]);
    const again = await rooms.open("s1");
    expect(rooms.get("s1")).toBe(again);
    expect([...followed]).toEqual(["s1"]);
  });

  it("[JR2] with a history of 0 shows newcomers nothing, and everyone what is new, once", async () => {
    const databaseUrl = `sqlite:${joinPath(temporaryFolder(), "chat.db")}`;
    const before = await startServer({ databaseUrl, historyLimit: 0 });
    const writer = connect(before.url);
    await join(writer, "s1", "writer");
    for (const text of ["1", "2", "3"]) await send(writer, "s1", text);
    const { url } = await startServer({ databaseUrl, historyLimit: 0 });
    const client = connect(url);
    const shown = collect(client, "new-message");
    const history = next(client, "message-history");
    await join(client, "s1", "민지");
    expect(await history).toEqual([]);
    await send(client, "s1", "4");
    await expect.poll(() => shown.map(({ message }) => message)).toEqual(["4"]);
  });
});
