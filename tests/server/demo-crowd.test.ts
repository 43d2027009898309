import { join as joinPath } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { CommitQueue } from "../../server/src/chat/commit/commit-queue.ts";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { Crowd } from "../../server/src/demo/crowd.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { startServer } from "../support/start-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { connect } from "../support/connect.ts";
import { collect, join, next, send } from "../support/stock-client.ts";
import { FakeClock, settle } from "../widget/support/fake-clock.ts";

describe("the demo's crowd", () => {
  test("writes as much as was asked for, and ends after two minutes", async () => {
    const log = new MemoryMessageLog(new FakeClock());
    const { crowd, clock } = makeCrowd(log);
    crowd.set("show", 10);
    clock.pass(5_000);
    await settle();
    expect((await log.readTail("show", 1_000)).entries).toHaveLength(51);
    clock.pass(120_000);
    expect(crowd.perSecond("show")).toBe(0);
    expect(clock.waiting).toBe(0);
  });

  test("ends when the store fails", async () => {
    const log = new MemoryMessageLog(new FakeClock());
    log.append = () => Promise.reject(new StoreError("store-full"));
    const { crowd } = makeCrowd(log);
    crowd.set("show", 10);
    await settle();
    expect(crowd.perSecond("show")).toBe(0);
  });

  test("fills a few streams at once, not many", () => {
    const { crowd } = makeCrowd();
    expect([1, 2, 3, 4, 5].map((n) => crowd.set(`s${n}`, 1))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    crowd.set("s1", 0);
    expect(crowd.set("s5", 1)).toBe(true);
  });

  test("its messages reach the room like everyone's", async () => {
    const { url } = await startServer();
    const viewer = connect(url);
    await join(viewer, "show");
    const first = next(viewer, "new-message");
    expect(await put(url, "show", { perSecond: 200 })).toBe(200);
    const { seq, userId, message } = await first;
    expect(seq).toBe(1);
    expect(userId).toMatch(/^demo:/);
    expect(message).not.toBe("");
    expect(await put(url, "show", { perSecond: 0 })).toBe(200);
  });

  test("begins with a short conversation where nobody has written, once", async () => {
    const databaseUrl = `sqlite:${joinPath(temporaryFolder(), "demo.db")}`;
    const read = async (more: object = {}) => {
      const { url } = await startServer({ databaseUrl, ...more }, { withOpening: true });
      const viewer = connect(url);
      const seen = collect(viewer, "new-message");
      const history = next(viewer, "message-history");
      await join(viewer, "demo");
      return { url, seen, first: await history, viewer };
    };
    const { seen, first, viewer, url } = await read();
    await expect.poll(() => first.length + seen.length).toBe(8);
    expect([...first, ...seen].every(({ userId }) => userId.startsWith("demo:"))).toBe(true);
    expect((await read()).first).toHaveLength(8);
    const { userId } = (await join(viewer, "demo", "민지")).me;
    await send(viewer, "demo", "mine");
    const purged = collect(viewer, "messages-purged");
    const address = `${url}/api/v1/demo/crowd/demo`;
    expect(await (await fetch(address)).json()).toMatchObject({ hasMadeUp: true });
    expect(
      (await fetch(address, { method: "DELETE", headers: { origin: "http://localhost:1" } }))
        .status,
    ).toBe(403);
    expect((await fetch(address, { method: "DELETE", headers: { origin: url } })).status).toBe(200);
    expect(await (await fetch(address)).json()).toMatchObject({ hasMadeUp: false });
    const { first: left } = await read();
    expect(left.map((each) => each.userId)).toEqual([userId]);
    expect(purged.length).toBeGreaterThan(0);
  });

  test("leaves nothing of the conversation where nobody else has written", async () => {
    const { url } = await startServer({}, { withOpening: true });
    const address = `${url}/api/v1/demo/crowd/demo`;
    const hasMadeUp = async () =>
      ((await (await fetch(address)).json()) as { hasMadeUp: boolean }).hasMadeUp;
    await expect.poll(hasMadeUp).toBe(true);
    await fetch(address, { method: "DELETE", headers: { origin: url } });
    const viewer = connect(url);
    const joined = await join(viewer, "demo", "민지", { wants: ["entries"] });
    expect(joined).toMatchObject({ messages: [] });
    const { url: guests } = await startServer({ guests: true }, { withOpening: true });
    const other = await join(connect(guests), "demo", "민지", { wants: ["entries"] });
    expect(other).toMatchObject({ messages: [], position: { seq: 0 } });
  });

  test("only the server's own page can ask for it, and only in demo mode", async () => {
    const { url } = await startServer();
    expect(await put(url, "show", { perSecond: 1 }, "http://localhost:1")).toBe(403);
    expect(await put(url, "show", { perSecond: 1 }, "")).toBe(403);
    expect(await put(url, "show", { perSecond: "many" })).toBe(400);
    expect(await put(url, "show", { perSecond: 201 })).toBe(400);
    expect(await put(url, "s%20s", { perSecond: 1 })).toBe(400);
    const { url: real } = await startServer({ guests: true });
    expect(await put(real, "show", { perSecond: 1 })).toBe(404);
  });
});

function makeCrowd(log = new MemoryMessageLog(new FakeClock())) {
  const clock = new FakeClock();
  const commits = new CommitQueue(log, {
    timeoutMs: 60_000,
    onCommitted: () => undefined,
    onFailed: () => undefined,
  });
  const crowd = new Crowd({ commits, clock, random: () => 0.5 });
  onTestFinished(() => crowd.close());
  return { crowd, clock };
}

async function put(url: string, streamId: string, body: object, origin = url): Promise<number> {
  const { status } = await fetch(`${url}/api/v1/demo/crowd/${streamId}`, {
    method: "PUT",
    headers: { "content-type": "application/json", ...(origin && { origin }) },
    body: JSON.stringify(body),
  });
  return status;
}
