import { once } from "node:events";
import { expect, it, describe } from "vitest";
import { collectEntries } from "../support/entry-packets.ts";
import { openAudience } from "../support/open-audience.ts";
import { FakeLoop } from "../support/loop-clock.ts";
import { RawReader } from "../support/raw-reader.ts";
import { connect } from "../support/connect.ts";
import { next } from "../support/stock-client.ts";

const LINE = "가".repeat(2_000);
/** Some 64 MB: kernels keep up to 32 MB for a reader that was quick before, and 4 for the writer. */
const MOST_TOLD = 1_000;

/** A room with a reader at the level of TCP and a healthy one, on a loop that stands still. */
async function setUp(directWrites: boolean) {
  const loop = new FakeLoop();
  const server = await openAudience(loop, directWrites);
  const { url, port, accept, audience, show } = server;
  const accepted = accept();
  const reader = await RawReader.open(port);
  const socket = await accepted;
  audience.enter(socket.id, "s1", "entries", 0);
  const closed = new Promise<string>((resolve) => socket.once("disconnect", resolve));

  const healthy = connect(url, { transports: ["websocket"] });
  await new Promise<void>((resolve) => healthy.once("connect", resolve));
  audience.enter(healthy.id!, "s1", "entries", 0);
  const heard = collectEntries(healthy);

  /** Tells the room some 64 kB more, and lets what can be written be written. */
  async function tell(): Promise<void> {
    show(LINE, 11);
    loop.pass(200);
    while (heard.length < server.head()) await next(healthy, "entries");
  }
  async function tellUntil(isDone: () => boolean): Promise<void> {
    for (let i = 0; i < MOST_TOLD && !isDone(); i++) await tell();
    expect(isDone()).toBe(true);
  }
  return { ...server, loop, reader, closed, healthy, tell, tellUntil };
}

const WAYS = [
  ["directly", true],
  ["plainly", false],
] as const;

describe.each(WAYS)("a reader that does not read what is written %s", (_how, directWrites) => {
  it("[FO3] is reset when too much waits for it, and nobody else is", async () => {
    const { reader, closed, audience, tellUntil, tell, healthy } = await setUp(directWrites);
    reader.stop();
    await tellUntil(() => audience.stats.evictedTooMuch === 1);
    await closed;
    expect(audience.stats).toMatchObject({ backedUpReaders: 0, queuedBytes: 0 });
    await tell();
    expect(healthy.connected).toBe(true);
  });

  it.each([
    ["is silent", () => undefined],
    ["answers pings", (reader: RawReader) => reader.send("3")],
  ])("[FO3] is reset when it takes nothing for 5 s, though it %s", async (_what, meanwhile) => {
    const { loop, reader, closed, audience, tell, tellUntil } = await setUp(directWrites);
    reader.stop();
    await tellUntil(() => audience.stats.backedUpReaders === 1);
    expect(audience.stats.queuedBytes).toBeGreaterThan(0);
    while (audience.stats.evictedTooLong === 0) {
      // What the kernel takes late leaves nothing to wait for.
      if (audience.stats.backedUpReaders === 0) await tell();
      loop.pass(500);
      meanwhile(reader);
    }
    await closed;
  });

  it("[FO3] is kept when it takes in time what waits for it, time and again", async () => {
    const { loop, reader, audience, tellUntil } = await setUp(directWrites);
    for (let i = 0; i < 3; i++) {
      reader.stop();
      await tellUntil(() => audience.stats.queuedBytes > 0);
      loop.pass(4_000);
      reader.goOn();
      await expect.poll(() => audience.stats.queuedBytes).toBe(0);
      loop.pass(1_000);
    }
    expect(audience.stats).toMatchObject({ evictedTooMuch: 0, evictedTooLong: 0 });
  });
});

describe("a client that answers nothing", () => {
  it("[FO3] is reset, not asked to close, when its pong is overdue", async () => {
    const { io, port } = await openAudience();
    Object.assign(io.engine.opts, { pingInterval: 10, pingTimeout: 10 });
    const reader = await RawReader.open(port);
    await expect(once(reader.socket, "close")).rejects.toThrow("ECONNRESET");
  });
});

describe.each(WAYS)("a reader that polls no more, written to %s", (_how, directWrites) => {
  it("[FO3] is closed when what waits for it is not fetched for 5 s", async () => {
    const loop = new FakeLoop();
    const { url, accept, audience, show } = await openAudience(loop, directWrites);
    const accepted = accept();
    const open = (await (await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).text()).slice(1);
    const { sid } = JSON.parse(open) as { sid: string };
    const address = `${url}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    await fetch(address, { method: "POST", body: "40" });
    const socket = await accepted;
    const closed = new Promise((resolve) => socket.once("disconnect", resolve));
    audience.enter(socket.id, "s1", "stock", 0);
    show("hello");
    loop.pass(4_500);
    expect(audience.stats.backedUpReaders).toBe(1);
    loop.pass(1_000);
    expect(audience.stats.evictedTooLong).toBe(1);
    await closed;
  });
});
