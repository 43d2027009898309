import { createConnection, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, join, next, send, tell } from "../support/stock-client.ts";

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = { a: value };
  return value;
}

const PAYLOADS: [string, unknown][] = [
  ["null", null],
  ["a number", 7],
  ["an array", []],
  ["an array of strings", ["s1", "hi"]],
  ["a string", "hi"],
  ["a truth", true],
  ["an empty object", {}],
  ["a deep object", nested(1_500)],
  ["a toString that is no function", { toString: 1, valueOf: 2 }],
  ["__proto__ keys", JSON.parse('{"__proto__":{"streamId":"s1"},"constructor":1}')],
  ["a stream id that is an object", { streamId: { toString: 1 }, message: "hi" }],
  ["fields that are objects", { message: { toString: 1 }, id: {}, before: [], after: {} }],
  ["100 stream ids", { streamId: Array.from({ length: 100 }, (_, i) => `s${i}`) }],
];
const EVENTS = [
  "join-room",
  "send-message",
  "leave-room",
  "load-history",
  "fetch-entries",
  "remove-message",
];

describe.each(EVENTS)("%s with bad input", (event) => {
  it("[ER2][ER3] gets a typed refusal for each, and is still served", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    for (const [what, payload] of PAYLOADS) {
      // A string is a room that one may leave.
      if (event === "leave-room" && payload === "hi") continue;
      const answer = await ask(client, event, payload);
      expect(answer, what).toMatchObject({
        ok: false,
        error: { code: expect.stringMatching(/^(bad-request|invalid-|not-)/) as string },
      });
      expect(JSON.stringify(answer)).not.toMatch(/\.[jt]s:|\\n/);
    }
    expect(await send(client, "s1", "still here")).toMatchObject({ seq: 1 });
  });

  it("[ER2] answers without an ack by an error event", async () => {
    const { url } = await startServer();
    const client = connect(url);
    const refused = next(client, "error");
    tell(client, event);
    expect(await refused).toMatchObject({ event });
  });

  it("[ER5] survives an ack that is no function", async () => {
    const { url } = await startServer();
    const client = connect(url);
    for (const ack of [1, "ack", {}, [], null]) {
      const refused = next(client, "error");
      tell(client, event, null, ack);
      expect(await refused).toMatchObject({ event });
    }
  });
});

describe("a hostile connection", () => {
  it("[ER3] hears that an event is unknown, whatever it is called", async () => {
    const { url } = await startServer();
    const client = connect(url);
    const names = ["nope", "__proto__", "constructor", "toString", "x".repeat(5_000)];
    for (const name of names)
      expect(await ask(client, name, {})).toMatchObject({ error: { code: "unknown-event" } });
    const refused = next(client, "error");
    tell(client, "x".repeat(5_000));
    expect((await refused).event?.length).toBeLessThanOrEqual(64);
  });

  it("[CN14] gets `rate-limited` when it floods, and an answer to each event", async () => {
    const { url } = await startServer({ rateLimit: "1000/1s" });
    const client = connect(url, { transports: ["websocket"] });
    const errors = collect(client, "error");
    for (let i = 0; i < 400; i++) tell(client, "nope");
    await expect.poll(() => errors.length).toBe(400);
    const codes = new Set(errors.map(({ code }) => code));
    expect(codes).toEqual(new Set(["unknown-event", "rate-limited"]));
  });

  it.each([
    ["refused events", "42[0]"],
    ["sessions elsewhere", "40/x,"],
    ["acks nobody asked for", "439[]"],
  ])("[CN14] that keeps flooding with %s is closed", async (_what, frame) => {
    const { url } = await startServer({ rateLimit: "1000/1s" });
    const raw = await openRaw(url);
    const closed = closeCode(raw);
    raw.send("40");
    for (let i = 0; i < 2_000; i++) raw.send(frame);
    await closed;
    await join(connect(url), "s1");
  });

  it("[CN14] that asks for much and reads nothing is closed", async () => {
    const { url } = await startServer();
    const writer = connect(url, { transports: ["websocket"] });
    await join(writer, "s1", "writer");
    const text = "가".repeat(500);
    // Not all at once: each has to be answered in time, on a busy machine as well.
    for (let i = 0; i < 12; i++)
      await Promise.all(Array.from({ length: 250 }, () => send(writer, "s1", text)));
    const reader = await openStalled(url);
    const closed = new Promise((resolve) => reader.once("close", resolve));
    const after = { epoch: "", seq: 0, id: "" };
    const payload = JSON.stringify(["join-room", { streamId: "s1", wants: ["entries"], after }]);
    for (let id = 0; id < 60; id++) reader.write(frameOf(`42${id}${payload}`));
    // Only who reads again notices that it was closed.
    await expect.poll(() => healthy(url)).toBe(true);
    reader.resume();
    await closed;
  });

  it.each([
    ["a deep object", `42["join-room",${"[".repeat(5_000)}${"]".repeat(5_000)}]`],
    ["broken JSON", '42["join-room",{'],
    ["a reserved event", '42["disconnect"]'],
    ["a number for an event", "42[7,{}]"],
    ["an unasked ack", '4399999[{"x":1}]'],
    ["a binary event", '451-["join-room",{"_placeholder":true,"num":0}]'],
    ["a packet of no kind", "4Z"],
    ["another namespace", "40/admin,"],
    ["no Socket.IO at all", "hello"],
  ])("[ER3] that sends %s harms nobody else", async (_what, frame) => {
    const { url } = await startServer();
    const neighbour = connect(url);
    await join(neighbour, "s1", "neighbour");
    const raw = await openRaw(url);
    raw.send("40");
    raw.send(frame);
    raw.send('42["join-room",{"streamId":"s1"}]');
    expect(await send(neighbour, "s1", "fine")).toMatchObject({ message: "fine" });
    raw.close();
  });

  it("[CN4] is closed when it asks for a second session", async () => {
    const { url } = await startServer();
    const raw = await openRaw(url);
    const closed = closeCode(raw);
    raw.send("40");
    raw.send("40");
    await closed;
  });

  it("[CN6] is closed when a frame is too large", async () => {
    const { url } = await startServer();
    const raw = await openRaw(url);
    const closed = closeCode(raw);
    raw.send(`42["send-message",{"message":"${"a".repeat(17_000)}"}]`);
    expect(await closed).toBe(1009);
  });

  // An error that nobody listens to would end a server's process; here it fails the run.
  it.each([3, 4])(
    "[CN6][CN10] of Engine.IO %i ends its own connection alone when a frame breaks the rules of WebSocket",
    async (version) => {
      const { url } = await startServer();
      const socket = await openWebSocket(url, version);
      const closed = new Promise((resolve) => socket.once("close", resolve));
      // All reserved bits, an operation that does not exist, and no mask.
      socket.resume().write(Buffer.from([0xff, 0x01, 0x00]));
      await closed;
      expect(await healthy(url)).toBe(true);
    },
  );
});

/** A WebSocket by hand, which reads nothing once it is open. */
async function openStalled(url: string): Promise<Socket> {
  const socket = await openWebSocket(url);
  socket.write(frameOf("40"));
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  return socket;
}

/** A WebSocket by hand, after the first data of the server. */
async function openWebSocket(url: string, version = 4): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = createConnection(Number(port), hostname).on("error", () => undefined);
  socket.write(
    `GET /socket.io/?EIO=${version}&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n` +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await new Promise((resolve) => socket.once("data", resolve));
  return socket;
}

function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? [0x81, 0x80 | body.length]
      : [0x81, 0xfe, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from(head), Buffer.alloc(4), body]);
}

async function healthy(url: string): Promise<boolean> {
  return (await fetch(`${url}/healthz`)).ok;
}

async function openRaw(url: string): Promise<WebSocket> {
  const raw = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  await new Promise((resolve) => raw.addEventListener("message", resolve, { once: true }));
  return raw;
}

function closeCode(raw: WebSocket): Promise<number> {
  return new Promise((resolve) => raw.addEventListener("close", ({ code }) => resolve(code)));
}
