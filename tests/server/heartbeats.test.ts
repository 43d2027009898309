import { once, type EventEmitter } from "node:events";
import type { Socket as TcpSocket } from "node:net";
import type { Socket } from "socket.io";
import { expect, it } from "vitest";
import { Heartbeats } from "../../server/src/fan-out/heartbeats.ts";
import { HEARTBEAT } from "../../server/src/transport/socket-server.ts";
import { connect } from "../support/connect.ts";
import { FakeLoop } from "../support/loop-clock.ts";
import { openAudience } from "../support/open-audience.ts";
import { RawReader } from "../support/raw-reader.ts";

const PING = Buffer.from([0x81, 1, 0x32]);

async function setUp() {
  const { io, port, url } = await openAudience();
  const loop = new FakeLoop();
  const heartbeats = new Heartbeats({ clock: loop, ...HEARTBEAT });
  io.engine.on("connection", (engine: Socket["conn"]) => heartbeats.add(engine));
  /** A client that answers nothing by itself, and the server's end of it. */
  const open = async () => {
    const accepted = once(io, "connection") as Promise<[Socket]>;
    const reader = await RawReader.open(port);
    const [{ conn }] = await accepted;
    return { reader, conn };
  };
  return { io, url, loop, heartbeats, open };
}

type Opened = Awaited<ReturnType<Awaited<ReturnType<typeof setUp>>["open"]>>;

/** How many pings a client has received. */
function pings({ reader }: Pick<Opened, "reader">): number {
  const { received } = reader;
  let count = 0;
  for (let at = received.indexOf(PING); at >= 0; at = received.indexOf(PING, at + 1)) count += 1;
  return count;
}

/** Number of bytes that the server has received from a client. */
function bytesReadFrom(conn: Socket["conn"]): number {
  const { transport } = conn as unknown as { transport: { socket: { _socket: TcpSocket } } };
  return transport.socket._socket.bytesRead;
}

/** Sends something, and waits until the server has it. */
async function say({ reader, conn }: Opened, what: string | Buffer): Promise<void> {
  const before = bytesReadFrom(conn);
  if (typeof what === "string") reader.send(what);
  else reader.socket.write(what);
  await expect.poll(() => bytesReadFrom(conn)).toBeGreaterThan(before);
}

it("[CN13] pings a connection every 10 s, time and again, while it answers", async () => {
  const { loop, open, heartbeats } = await setUp();
  const client = await open();
  for (let count = 1; count <= 3; count++) {
    loop.pass(10_000);
    await expect.poll(() => pings(client)).toBe(count);
    await say(client, "3");
  }
  loop.pass(7_000);
  expect(client.conn.readyState).toBe("open");
  expect(heartbeats.size).toBe(1);
});

it("[CN13] notices a half-open line within 18 s, the first time and later", async () => {
  for (const answers of [0, 2]) {
    const { loop, open, heartbeats } = await setUp();
    const client = await open();
    for (let count = 1; count <= answers; count++) {
      loop.pass(10_000);
      await expect.poll(() => pings(client)).toBe(count);
      await say(client, "3");
    }
    const closed = once(client.conn, "close");
    loop.pass(18_000);
    expect(await closed).toEqual(["ping timeout", undefined]);
    expect(heartbeats.size).toBe(0);
  }
});

it("[CN13] takes any byte for a sign of life, as of a long message over a slow line", async () => {
  const { loop, open } = await setUp();
  const client = await open();
  for (let i = 0; i < 4; i++) {
    loop.pass(10_000);
    await expect.poll(() => pings(client)).toBe(i + 1);
    // The beginning of a frame, of which the rest is on its way.
    await say(client, i === 0 ? Buffer.from([0x81, 0x90, 0, 0, 0, 0]) : Buffer.from("4"));
  }
  expect(client.conn.readyState).toBe("open");
});

it("[CN13] pings in time also while each turn of the event loop is late", async () => {
  const { loop, open } = await setUp();
  const client = await open();
  const passLate = (ms: number) => {
    // No multiple of it falls on a ping by chance.
    for (let passedMs = 0; passedMs < ms; passedMs += 700) {
      loop.work(700);
      loop.turn();
    }
  };
  for (let count = 1; count <= 3; count++) {
    passLate(10_000);
    await expect.poll(() => pings(client)).toBe(count);
    await say(client, "3");
  }
  // Silence is noticed, too.
  const closed = once(client.conn, "close");
  passLate(18_500);
  expect(await closed).toEqual(["ping timeout", undefined]);
});

it("[CN13] gives answers that came during a long block time to be read", async () => {
  const { loop, open } = await setUp();
  const client = await open();
  loop.pass(10_000);
  await expect.poll(() => pings(client)).toBe(1);
  loop.work(9_000);
  loop.turn();
  expect(client.conn.readyState).toBe("open");
  await say(client, "3");
  loop.pass(8_000);
  expect(client.conn.readyState).toBe("open");
});

it("spreads connections that come at once over the time between two pings", async () => {
  const { loop, open } = await setUp();
  const clients: Opened[] = [];
  while (clients.length < 6) clients.push(await open());
  const all = () => clients.reduce((sum, client) => sum + pings(client), 0);
  loop.pass(200);
  for (let count = 1; count <= 5; count++) {
    await expect.poll(all).toBe(count);
    loop.pass(200);
  }
});

it("takes over a connection that begins with polling when it becomes a WebSocket", async () => {
  const { io, url, heartbeats } = await setUp();
  const accepted = once(io, "connection") as Promise<[Socket]>;
  connect(url);
  const [{ conn }] = await accepted;
  await expect.poll(() => conn.transport.name).toBe("websocket");
  expect(heartbeats.size).toBe(1);
});

it("leaves a connection that only polls to Engine.IO", async () => {
  const { io, url, heartbeats } = await setUp();
  const accepted = once(io, "connection") as Promise<[Socket]>;
  connect(url, { transports: ["polling"] });
  await accepted;
  expect(heartbeats.size).toBe(0);
});

it("has no timer while there are no connections, and begins again", async () => {
  const { loop, open, heartbeats } = await setUp();
  expect(loop.timers).toBe(0);
  for (let i = 0; i < 2; i++) {
    const client = await open();
    expect(loop.timers).toBe(1);
    const closed = once(client.conn, "close");
    client.reader.socket.destroy();
    await closed;
    expect(heartbeats.size).toBe(0);
    loop.pass(200);
    expect(loop.timers).toBe(0);
  }
});

it("leaves Engine.IO of the pinned version no timer, also after a pong", async () => {
  const { open } = await setUp();
  const client = await open();
  const timers = () => {
    const { pingIntervalTimer, pingTimeoutTimer } = client.conn as unknown as Record<
      string,
      unknown
    >;
    return [pingIntervalTimer, pingTimeoutTimer];
  };
  expect(timers()).toEqual([undefined, null]);
  const heard = once(client.conn, "heartbeat");
  client.reader.send("3");
  await heard;
  expect(timers()).toEqual([undefined, null]);
});

/** Counts the packets of a client that Engine.IO takes. */
function countPackets({ conn }: Opened): { count: number } {
  const packets = { count: 0 };
  conn.on("packet", () => (packets.count += 1));
  return packets;
}

it("[CN14] keeps one pong for each ping from Engine.IO; others count as packets", async () => {
  const { loop, open } = await setUp();
  const client = await open();
  const packets = countPackets(client);
  await say(client, "3");
  expect(packets.count).toBe(1);
  for (let pinged = 1; pinged <= 2; pinged++) {
    loop.pass(10_000);
    await expect.poll(() => pings(client)).toBe(pinged);
    await say(client, "3");
    expect(packets.count).toBe(pinged);
    await say(client, "3");
    expect(packets.count).toBe(pinged + 1);
  }
});

it.each([
  { what: "a message that has begun", begin: [0x82, 0x87, 0, 0, 0, 0] },
  { what: "a message in several frames", begin: [0x02, 0x81, 0, 0, 0, 0, 0x34] },
])("takes bytes like a pong for a part of $what", async ({ begin }) => {
  const { loop, open } = await setUp();
  const client = await open();
  await say(client, Buffer.from(begin));
  const { transport } = client.conn as unknown as { transport: { socket: EventEmitter } };
  const heard = Promise.race([once(transport.socket, "message"), once(client.conn, "close")]);
  loop.pass(10_000);
  await expect.poll(() => pings(client)).toBe(1);
  await say(client, Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33]));
  await heard;
});

it("lets ws of the pinned version stop listening at the end of a session", async () => {
  const { open } = await setUp();
  const client = await open();
  const { transport } = client.conn as unknown as { transport: { socket: { _socket: TcpSocket } } };
  const tcp = transport.socket._socket;
  expect(tcp.listenerCount("data")).toBe(1);
  client.reader.sendFrame(0x88, Buffer.alloc(0));
  await expect.poll(() => tcp.listenerCount("data")).toBe(0);
});

it("[CN13] leaves to Engine.IO a connection that it cannot listen to", async () => {
  const { io, port } = await openAudience();
  const loop = new FakeLoop();
  const heartbeats = new Heartbeats({ clock: loop, ...HEARTBEAT });
  const accepted = once(io, "connection") as Promise<[Socket]>;
  await RawReader.open(port);
  const [{ conn }] = await accepted;
  const { transport } = conn as unknown as { transport: { socket: { _socket: TcpSocket } } };
  transport.socket._socket.removeAllListeners("data");
  heartbeats.add(conn);
  for (let turn = 0; turn < 4; turn++) loop.pass(10_000);
  expect(heartbeats.size).toBe(0);
  expect(conn.readyState).toBe("open");
});
