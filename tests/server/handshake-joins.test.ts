import { Socket } from "node:net";
import { describe, expect, it, vi } from "vitest";
import type { JoinedFromHandshake } from "#protocol";
import { collectEntries } from "../support/entry-packets.ts";
import { connect } from "../support/connect.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, send } from "../support/stock-client.ts";

const minji = { streamId: "s1", user: { nickname: "민지" }, wants: ["entries"] };

/** A client with these joins in its handshake, once CONNECT is answered. */
async function connectWith(url: string, joins: unknown) {
  const client = connect(url, { auth: { joins }, transports: ["websocket"] });
  const told: string[] = [];
  client.on("joining", ({ streamIds }) => told.push(`joining ${streamIds.join(" ")}`));
  client.on("connect", () => told.push("connect"));
  const entries = collectEntries(client);
  // From the start on: it may arrive together with the answer to CONNECT.
  const joined = new Promise<JoinedFromHandshake>((resolve) => client.once("joined", resolve));
  await new Promise<void>((resolve) => client.on("connect", resolve));
  return { client, told, joined, entries };
}

describe("joins in a handshake", () => {
  it("[JR10] are named before CONNECT is answered, and answered like a join-room", async () => {
    const { url } = await startServer();
    const writer = connect(url);
    await join(writer, "s1", "지호");
    await send(writer, "s1", "hello");
    const asked = connect(url);
    const expected = await join(asked, "s1", "민지", { wants: ["entries"] });
    asked.disconnect();
    const { told, joined } = await connectWith(url, [minji]);
    expect(told).toEqual(["joining s1", "connect"]);
    const { streamId, answer } = await joined;
    expect(streamId).toBe("s1");
    const { position, recovered } = expected;
    const messages = "messages" in expected ? expected.messages : undefined;
    expect(answer).toMatchObject({ ok: true, position, recovered, messages });
    expect(answer).toMatchObject({ ok: true, me: { nickname: "민지" }, messages: [{}] });
  });

  it("[JR10][JR4] the live feed continues where the answer ends", async () => {
    const { url } = await startServer();
    const writer = connect(url);
    await join(writer, "s1", "지호");
    await send(writer, "s1", "1");
    const { joined, entries } = await connectWith(url, [minji]);
    expect((await joined).answer).toMatchObject({ position: { seq: 1 } });
    await send(writer, "s1", "2");
    await expect.poll(() => entries.map(({ seq }) => seq)).toEqual([2]);
  });

  it("[JR10] are answered together with CONNECT, in one write", async () => {
    const { url } = await startServer({ directWrites: true });
    const first = await connectWith(url, [minji]);
    await first.joined;
    const port = Number(new URL(url).port);
    const writes = new Map<Socket, number>();
    for (const method of ["_write", "_writev"] as const) {
      const write = Socket.prototype[method] as (...args: unknown[]) => void;
      vi.spyOn(Socket.prototype, method).mockImplementation(function (
        this: Socket,
        ...args: unknown[]
      ) {
        if (this.localPort === port) writes.set(this, (writes.get(this) ?? 0) + 1);
        return write.apply(this, args);
      });
    }
    const { joined } = await connectWith(url, [minji]);
    expect((await joined).answer.ok).toBe(true);
    // One answers the upgrade and opens the session; the first person is told once who came.
    expect([...writes.values()]).toEqual(expect.arrayContaining([2]));
    expect(Math.max(...writes.values())).toBe(2);
  });

  it("[JR10] only the first of each stream counts, with a valid id, and five in all", async () => {
    const { url } = await startServer();
    const joins = [
      { streamId: "s1", user: { nickname: "민지" } },
      { streamId: "s1", user: { nickname: "second" } },
      { streamId: "not valid" },
      null,
      "s2",
      { streamId: "s6" },
    ];
    const { told, joined } = await connectWith(url, joins);
    expect(told).toEqual(["joining s1", "connect"]);
    expect(await joined).toMatchObject({ answer: { me: { nickname: "민지" } } });
    const six = Array.from({ length: 6 }, (_, i) => ({ streamId: `s${i}` }));
    const full = await connectWith(url, six);
    expect(full.told).toEqual(["joining s0 s1 s2 s3 s4", "connect"]);
  });

  it("[JR10][ER3] a refused join receives the reason, and the connection continues", async () => {
    const { url } = await startServer();
    const bad = { streamId: "s1", user: { nickname: "x".repeat(1_000) } };
    const { client, joined } = await connectWith(url, [bad]);
    expect(await joined).toMatchObject({
      streamId: "s1",
      answer: { ok: false, error: { code: "invalid-nickname" } },
    });
    expect(await ask(client, "join-room", minji)).toMatchObject({ me: { nickname: "민지" } });
  });

  it.each([[undefined], ["s1"], [{ streamId: "s1" }], [[]], [7]])(
    "[JR10] are none where the handshake brings %j: nothing is said of them",
    async (joins) => {
      const { url } = await startServer();
      const { client, told } = await connectWith(url, joins);
      await join(client, "s1", "민지");
      expect(told).toEqual(["connect"]);
    },
  );
});
