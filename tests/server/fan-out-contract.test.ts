import fc from "fast-check";
import { expect, it, describe } from "vitest";
import type { MeChanged } from "#protocol";
import { DirectWriter } from "../../server/src/fan-out/writers/direct-writer.ts";
import { PlainWriter } from "../../server/src/fan-out/writers/plain-writer.ts";
import { BackPressure } from "../../server/src/fan-out/back-pressure.ts";
import { drainedSocket } from "../../server/src/fan-out/writers/engine-internals.ts";
import { noCounts } from "../../server/src/fan-out/fan-out-stats.ts";
import { Frame, toPacket } from "../../server/src/fan-out/frame.ts";
import { loopClock } from "../../server/src/fan-out/loop-clock.ts";
import { collectEntries } from "../support/entry-packets.ts";
import { openAudience } from "../support/open-audience.ts";
import { connect } from "../support/connect.ts";
import { collect, next, type Client } from "../support/stock-client.ts";
import { propertyRuns } from "../support/property-cases.ts";

const UNWATCHED = new BackPressure({
  clock: loopClock,
  reset: () => undefined,
  counts: noCounts(),
});

/** A frame whose number a client tells by its `afterMs`, as long as is asked for. */
function numbered(...numbers: number[]): Frame {
  return new Frame(numbers.map((afterMs) => toPacket("come-back", { afterMs })));
}

/** What a client has heard, when the last number is among it. */
async function heardUpTo(client: Client, heard: { afterMs: number }[], last: number) {
  while (heard.at(-1)?.afterMs !== last) await next(client, "come-back");
  return heard.map(({ afterMs }) => afterMs);
}

const WRITERS = [
  ["directly", DirectWriter],
  ["plainly", PlainWriter],
] as const;
const TRANSPORTS: [string, ("websocket" | "polling")[]][] = [
  ["a WebSocket", ["websocket"]],
  ["polling", ["polling"]],
  ["polling that becomes a WebSocket meanwhile", ["polling", "websocket"]],
];

describe.each(
  WRITERS.flatMap(([how, Writer]) =>
    TRANSPORTS.map(([over, transports]) => [how, over, Writer, transports] as const),
  ),
)("writing %s past Socket.IO's rooms, over %s", (_how, _over, Writer, transports) => {
  it("keeps direct writes and emitted events in order, each once", async () => {
    const { url, accept } = await openAudience();
    const step = fc.record({
      by: fc.constantFrom("write", "write", "emit", "volatile", "turn"),
      count: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const accepted = accept();
        const client = connect(url, { transports });
        const heard = collect(client, "come-back");
        const socket = await accepted;
        const writer = new Writer(socket.conn, UNWATCHED);
        let sent = 0;
        const dropped: number[] = [];
        for (const { by, count } of steps) {
          if (by === "turn") await nextTurn();
          if (by === "write")
            writer.write(numbered(...Array.from({ length: count }, () => ++sent)));
          if (by === "emit") socket.emit("come-back", { afterMs: ++sent });
          if (by === "volatile") {
            if (!socket.conn.transport.writable) dropped.push(sent + 1);
            socket.volatile.emit("come-back", { afterMs: ++sent });
          }
        }
        writer.write(numbered(++sent));
        const expected = Array.from({ length: sent }, (_, i) => i + 1);
        expect(await heardUpTo(client, heard, sent)).toEqual(
          expected.filter((number) => !dropped.includes(number)),
        );
        client.disconnect();
      }),
      { numRuns: propertyRuns(15) },
    );
  });

  it("carries frames of every length, and letters of every script", async () => {
    const { url, accept } = await openAudience();
    const accepted = accept();
    const client = connect(url, { transports });
    const told = collect(client, "messages-purged");
    const writer = new Writer((await accepted).conn, UNWATCHED);
    const bare = toPacket("messages-purged", { streamId: "s1", userId: "" }).length + 1;
    const lengths = [125, 126, 65_535, 65_536, 200_000].map((length) => length - bare);
    const userIds = [...lengths.map((length) => "x".repeat(length)), "안녕 สวัสดี 👩‍👩‍👧 你好"];
    for (const userId of userIds)
      writer.write(new Frame([toPacket("messages-purged", { streamId: "s1", userId })]));
    while (told.length < userIds.length) await next(client, "messages-purged");
    expect(told.map(({ userId }) => userId)).toEqual(userIds);
  });
});

it("keeps the order while polling becomes a WebSocket", async () => {
  const { url, accept } = await openAudience();
  const accepted = accept();
  const client = connect(url);
  const heard = collect(client, "come-back");
  const socket = await accepted;
  const writer = new DirectWriter(socket.conn, UNWATCHED);
  let sent = 0;
  // Each turn some of either kind, from before the probe until well after the change.
  for (let after = 0; after < 20; await nextTurn()) {
    writer.write(numbered(++sent));
    socket.emit("come-back", { afterMs: ++sent });
    if (socket.conn.transport.name === "websocket") after += 1;
  }
  expect(drainedSocket(socket.conn)).toBeDefined();
  expect(await heardUpTo(client, heard, sent)).toEqual(
    Array.from({ length: sent }, (_, i) => i + 1),
  );
});

describe("the pinned versions", () => {
  it("have a direct way to the TCP connection of a WebSocket, and of nothing else", async () => {
    const { url, accept } = await openAudience();
    for (const [transports, isDirect] of [
      [["websocket"], true],
      [["polling"], false],
    ] as const) {
      const accepted = accept();
      connect(url, { transports: [...transports] });
      const { conn } = await accepted;
      // The session's own answer must have left first.
      await expect.poll(() => drainedSocket(conn) !== undefined).toBe(isDirect);
    }
  });

  it("have no drained socket once a connection is closing, from either side", async () => {
    const { url, accept } = await openAudience();
    const accepted = accept();
    const client = connect(url, { transports: ["websocket"] });
    const { conn } = await accepted;
    conn.close();
    expect(drainedSocket(conn)).toBeUndefined();
    new DirectWriter(conn, UNWATCHED).write(numbered(1));
    await new Promise((resolve) => client.once("disconnect", resolve));
    new DirectWriter(conn, UNWATCHED).write(numbered(2));
  });
});

describe("an audience over real connections", () => {
  it("[EN1][SM6] sends to both kinds of client over both transports, and not to those who left", async () => {
    const { url, accept, audience, show, head } = await openAudience();
    const clients = await Promise.all(
      (["entries", "stock"] as const).flatMap((form) =>
        [["websocket"], ["polling"]].map(async (transports) => {
          const client = connect(url, { transports });
          await new Promise<void>((resolve) => client.once("connect", resolve));
          audience.enter(client.id!, "s1", form, 0);
          return { client, form, told: listen(client) };
        }),
      ),
    );
    const accepted = accept();
    const leaver = connect(url, { transports: ["websocket"] });
    const socket = await accepted;
    audience.enter(socket.id, "s1", "entries", 0);
    for (let i = 0; i < 200; i++) {
      show("hello");
      if (i === 100) leaver.disconnect();
      await nextTurn();
    }
    for (const { told } of clients)
      await expect
        .poll(() => told.map(({ seq }) => seq))
        .toEqual(Array.from({ length: head() }, (_, i) => i + 1));
  });

  it("[HE6][MO11] tells one connection alone what is for it alone", async () => {
    const { url, audience } = await openAudience();
    const [one, other] = [connect(url), connect(url, { transports: ["websocket"] })];
    for (const client of [one, other]) {
      if (!client.connected) await new Promise<void>((resolve) => client.once("connect", resolve));
      audience.enter(client.id!, "s1", "entries", 0);
    }
    const heard: unknown[] = [];
    other.onAny((event: string) => heard.push(event));
    const told: unknown[] = [];
    one.onAny((event: string) => told.push(event));
    audience.meChanged(one.id!, { streamId: "s1" } as MeChanged);
    audience.staffNews(one.id!, { streamId: "s1", waiting: 1 });
    audience.messageRejected(one.id!, { streamId: "s1", id: "i1" });
    for (const { id } of [one, other]) audience.messageRejected(id!, { streamId: "s1", id: "i2" });
    await expect.poll(() => [told.length, heard.length]).toEqual([4, 1]);
  });

  it("writes to a connection through one writer, however many rooms it enters and leaves", async () => {
    const { url, accept, audience } = await openAudience();
    const accepted = accept();
    connect(url, { transports: ["websocket"] });
    const { id, conn } = await accepted;
    const before = conn.listenerCount("packetCreate");
    for (let i = 0; i < 20; i++) {
      audience.enter(id, `s${i}`, "entries", 0);
      audience.exit(id, `s${i}`);
    }
    expect(conn.listenerCount("packetCreate") - before).toBe(1);
  });

  it("[JR6] announces a joining person to everyone but that person", async () => {
    const { url, audience } = await openAudience();
    const [one, other] = [connect(url), connect(url, { transports: ["websocket"] })];
    for (const client of [one, other]) {
      if (!client.connected) await new Promise<void>((resolve) => client.once("connect", resolve));
      audience.enter(client.id!, "s1", "stock", 0);
    }
    const notice = { streamId: "s1", userId: "u", nickname: "n", timestamp: 1 };
    const heard = collect(other, "user-joined");
    const told = next(one, "user-joined");
    audience.presence("user-joined", notice, other.id!);
    expect(await told).toEqual(notice);
    audience.presence("user-joined", { ...notice, nickname: "m" }, one.id!);
    expect(await next(other, "user-joined")).toMatchObject({ nickname: "m" });
    expect(heard).toHaveLength(1);
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function listen(client: Client): { seq: number }[] {
  const told: { seq: number }[] = collectEntries(client);
  client.on("new-message", (message) => told.push(message));
  return told;
}
