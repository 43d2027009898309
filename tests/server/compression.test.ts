import { once } from "node:events";
import { queryObjects } from "node:v8";
import { constants, createInflateRaw, deflateRawSync, inflateRawSync } from "node:zlib";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { LIMITS } from "#protocol";
import { loopClock } from "../../server/src/fan-out/loop-clock.ts";
import { inflates } from "../../server/src/fan-out/writers/engine-internals.ts";
import { inflateFrames } from "../../server/src/transport/compression.ts";
import { collectEntries } from "../support/entry-packets.ts";
import { FakeLoop } from "../support/loop-clock.ts";
import { openAudience } from "../support/open-audience.ts";
import { RawReader } from "../support/raw-reader.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, next, send } from "../support/stock-client.ts";

const DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
/** First bytes of frames with a text: a whole one, compressed or not, and the parts of one. */
const [TEXT, DEFLATED, DEFLATED_START, END] = [0x81, 0xc1, 0x41, 0x80];

/** What the library keeps for each connection that has sent something compressed. */
const InflateRaw = createInflateRaw().constructor as new () => object;

function deflate(message: string | Buffer): Buffer {
  return deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}

function join40(packet: object): string {
  return `42${JSON.stringify(packet)}`;
}

describe("events to a room", () => {
  it("[FO4] are compressed for clients that agreed on it, and plain for the others", async () => {
    const loop = new FakeLoop();
    const { port, url, accept, audience, show } = await openAudience(loop, true);
    const heard: { reader: RawReader; before: number }[] = [];
    for (const headers of [DEFLATE, ""]) {
      const accepted = accept();
      const reader = await RawReader.open(port, headers);
      const socket = await accepted;
      // What came before: the handshake and the session.
      await expect.poll(() => reader.received.toString("latin1")).toContain('40{"sid"');
      audience.enter(socket.id, "s1", "entries", 0);
      heard.push({ reader, before: reader.received.length });
    }
    const client = connect(url, { transports: ["websocket"] });
    const socket = await accept();
    expect(inflates(socket.conn)).toBe(true);
    audience.enter(socket.id, "s1", "stock", 0);
    const told = next(client, "new-message");
    show("배송 언제쯤 와요?", 10);
    loop.turn();
    expect(await told).toMatchObject({ message: "배송 언제쯤 와요?" });
    await expect.poll(() => heard.every((h) => h.reader.received.length > h.before)).toBe(true);
    const [deflated, plain] = heard.map((h) => h.reader.received.subarray(h.before));
    expect([deflated?.[0], plain?.[0]]).toEqual([DEFLATED, TEXT]);
    expect(deflated!.length).toBeLessThan(plain!.length * 0.6);
    expect(plain!.toString()).toContain("배송 언제쯤 와요?");
  });

  it("[FO4] are plain for clients with a compression window below 32 kB", async () => {
    const { port, accept } = await openAudience(loopClock, true);
    for (const bits of [8, 14, 15]) {
      const accepted = accept();
      await RawReader.open(port, `${DEFLATE.trim()}; server_max_window_bits=${bits}\r\n`);
      expect(inflates((await accepted).conn)).toBe(bits === 15);
    }
  });

  it("[FO4] is plain for everyone where compression is switched off", async () => {
    const { url } = await startServer({ compression: false, directWrites: true });
    const reader = await RawReader.open(Number(new URL(url).port), DEFLATE);
    await expect.poll(() => reader.received.toString("latin1")).toContain("101 Switching");
    expect(reader.received.toString("latin1")).not.toContain("Extensions");
    const client = connect(url, { transports: ["websocket"] });
    await join(client, "s1", "민지");
    expect(await send(client, "s1", "hello".repeat(80))).toMatchObject({ seq: 1 });
  });
});

/** The messages of WebSocket frames behind a handshake, with each frame's first byte. */
function framesIn(received: Buffer): { first: number; payload: Buffer }[] {
  const frames = [];
  let at = received.indexOf("\r\n\r\n") + 4;
  while (at + 4 <= received.length) {
    const isShort = received[at + 1]! < 126;
    const length = isShort ? received[at + 1]! : received.readUInt16BE(at + 2);
    const from = at + (isShort ? 2 : 4);
    if (from + length > received.length) break;
    frames.push({ first: received[at]!, payload: received.subarray(from, from + length) });
    at = from + length;
  }
  return frames;
}

function inflate(payload: Buffer): string {
  const tail = Buffer.from([0, 0, 0xff, 0xff]);
  return inflateRawSync(Buffer.concat([payload, tail]), {
    finishFlush: constants.Z_SYNC_FLUSH,
  }).toString();
}

describe("the answer to a handshake's join", () => {
  const joins = [{ streamId: "s1", user: { nickname: "민지" }, wants: ["entries"] }];

  async function startWithMessages(options = {}) {
    const { url } = await startServer({ directWrites: true, ...options });
    const writer = connect(url, { transports: ["websocket"] });
    await join(writer, "s1", "지호");
    for (const text of ["배송 언제쯤 와요?", "내일이요", "x".repeat(400)])
      await send(writer, "s1", text);
    return url;
  }

  async function joinedFrame(url: string, headers: string) {
    const reader = await RawReader.open(Number(new URL(url).port), headers, { joins });
    const find = () =>
      framesIn(reader.received).find(({ first, payload }) =>
        (first === DEFLATED ? inflate(payload) : payload.toString()).startsWith('42["joined"'),
      );
    await expect.poll(find).toBeDefined();
    return find()!;
  }

  it("[FO4] has its log compressed, once for all who get the same", async () => {
    const url = await startWithMessages();
    const plain = await joinedFrame(url, "");
    const [one, other] = [await joinedFrame(url, DEFLATE), await joinedFrame(url, DEFLATE)];
    expect([plain.first, one.first, other.first]).toEqual([TEXT, DEFLATED, DEFLATED]);
    const logOf = (text: string) => text.slice(text.indexOf('"messages":'));
    expect(logOf(inflate(one.payload))).toBe(logOf(plain.payload.toString()));
    expect(JSON.parse(inflate(one.payload).slice(2))).toMatchObject([
      "joined",
      { streamId: "s1", answer: { ok: true, messages: [{}, { message: "내일이요" }, {}] } },
    ]);
    expect(one.payload.length).toBeLessThan(plain.payload.length - 400);
    expect(one.payload.subarray(-200)).toEqual(other.payload.subarray(-200));
  });

  it("[FO4][JR10] is what the client's library reads, before all that follows", async () => {
    const url = await startWithMessages();
    const client = connect(url, { transports: ["websocket"], auth: { joins } });
    const { answer } = await next(client, "joined");
    expect(answer).toMatchObject({ ok: true, me: { nickname: "민지" }, position: { seq: 3 } });
    const entries = collectEntries(client);
    expect(await send(client, "s1", "고마워요")).toMatchObject({ seq: 4 });
    await expect.poll(() => entries.map(({ seq }) => seq)).toEqual([4]);
  });

  it("[FO4] is plain where only Engine.IO writes", async () => {
    const url = await startWithMessages({ directWrites: false });
    expect(await joinedFrame(url, DEFLATE)).toMatchObject({ first: TEXT });
  });
});

describe("compressed messages of clients", () => {
  it("[FO4] is taken, also in parts", async () => {
    const { url } = await startServer({ directWrites: true });
    const port = Number(new URL(url).port);
    const listener = connect(url, { transports: ["websocket"] });
    await join(listener, "s1");
    const reader = await RawReader.open(port, DEFLATE);
    // What comes before the session has begun ends it.
    await expect.poll(() => reader.received.toString("latin1")).toContain('40{"sid"');
    const joining = deflate(join40(["join-room", { streamId: "s1", user: { nickname: "raw" } }]));
    reader.sendFrame(DEFLATED_START, joining.subarray(0, 9));
    reader.sendFrame(0x00, joining.subarray(9, 12));
    reader.sendFrame(END, joining.subarray(12));
    for (const message of ["one", "two"]) {
      const heard = next(listener, "new-message");
      reader.sendFrame(DEFLATED, deflate(join40(["send-message", { streamId: "s1", message }])));
      expect(await heard).toMatchObject({ message, nickname: "raw" });
    }
  });

  type Inflated = (error: Error | null, data?: Buffer) => void;

  /** A connection that inflates, as ws has it. */
  function openInflater() {
    const extension = { decompress: (..._: [Buffer, boolean, Inflated]) => undefined as void };
    const opened = { _extensions: { "permessage-deflate": extension } };
    const ws = {
      options: { closeTimeout: 0 },
      handleUpgrade: (...args: unknown[]) => (args.at(-1) as (ws: object) => void)(opened),
    };
    inflateFrames(ws);
    ws.handleUpgrade(() => undefined);
    return extension;
  }

  it("[CN6] is joined once, however many empty frames it comes in", async () => {
    const { decompress } = openInflater();
    const take = (data: Buffer, isLast: boolean) =>
      new Promise<string>((resolve) =>
        decompress(data, isLast, (_error, inflated) => resolve(String(inflated))),
      );
    const message = deflate("hello");
    const concat = vi.spyOn(Buffer, "concat");
    onTestFinished(() => concat.mockRestore());
    await take(message.subarray(0, 3), false);
    for (let i = 0; i < 100; i++) await take(Buffer.alloc(0), false);
    expect(await take(message.subarray(3), true)).toBe("hello");
    expect(concat).toHaveBeenCalledTimes(1);
  });

  it("[CN6] is inflated no further than a frame may be long", async () => {
    const extension = openInflater();
    const inflated = (bytes: number) =>
      new Promise((resolve) =>
        extension.decompress(deflate(Buffer.alloc(bytes)), true, (error, data) =>
          resolve(error ? "refused" : data?.length),
        ),
      );
    const { frameBytes } = LIMITS;
    expect(await Promise.all([frameBytes, frameBytes + 1, 10_000_000].map(inflated))).toEqual([
      ...[frameBytes, "refused", "refused"],
    ]);
  });

  it("[CN6] is inflated without keeping anything of the library's, on a port of the server's own", async () => {
    const { url } = await startServer({ directWrites: true });
    const listener = connect(url, { transports: ["websocket"] });
    await join(listener, "s1");
    const inflaters = () => queryObjects(InflateRaw, { format: "count" }) as unknown as number;
    const before = inflaters();
    const readers = [];
    for (let i = 0; i < 5; i++) {
      const reader = await RawReader.open(Number(new URL(url).port), DEFLATE);
      await expect.poll(() => reader.received.toString("latin1")).toContain('40{"sid"');
      const user = { nickname: `raw ${i}` };
      reader.sendFrame(DEFLATED, deflate(join40(["join-room", { streamId: "s1", user }])));
      const heard = next(listener, "new-message");
      const send = { streamId: "s1", message: "compressed" };
      reader.sendFrame(DEFLATED, deflate(join40(["send-message", send])));
      expect(await heard).toMatchObject({ message: "compressed" });
      readers.push(reader);
    }
    expect(readers.every(({ socket }) => !socket.destroyed)).toBe(true);
    expect(inflaters() - before).toBeLessThan(5);
  });

  it("[FO3] closing is not waited for longer than said, on a port of the server's own", async () => {
    const { io } = await openAudience(loopClock, true);
    const { ws } = io.engine as unknown as { ws: { options: { closeTimeout: number } } };
    expect(ws.options.closeTimeout).toBe(2_000);
  });

  it.each([
    ["a bomb", deflate(Buffer.alloc(10_000_000, 0x20))],
    ["what is a little too long", deflate(Buffer.alloc(16_385, 0x20))],
    ["what cannot be inflated", Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ])("[CN6] ends the connection when it is %s, and nobody else's", async (_what, payload) => {
    const { url } = await startServer({ directWrites: true });
    const client = connect(url, { transports: ["websocket"] });
    await join(client, "s1", "민지");
    const reader = await RawReader.open(Number(new URL(url).port), DEFLATE);
    await expect.poll(() => reader.received.toString("latin1")).toContain('40{"sid"');
    const closed = once(reader.socket, "close");
    expect(payload.length).toBeLessThan(16_384);
    reader.sendFrame(DEFLATED, payload);
    await closed;
    expect(await send(client, "s1", "still here")).toMatchObject({ seq: 1 });
  });
});
