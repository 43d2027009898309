import { describe, expect, it } from "vitest";
import { SkippingClock } from "../support/skipping-clock.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { collect, next, tell } from "../support/stock-client.ts";
import { eventually } from "../support/eventually.ts";

const MINJI = { userId: "u1", nickname: "민지", avatarUrl: "https://example.com/m.png" };
const TOM = { userId: "u2", nickname: "Tom" };

describe("a client that knows only the original's eight events", () => {
  it("[JR2] gets an empty history in a new stream, and shows up to the others", async () => {
    const { url } = await startServer();
    const first = connect(url);
    tell(first, "join-room", { streamId: "s1", user: MINJI });
    expect(await next(first, "message-history")).toEqual([]);

    const second = connect(url);
    const joined = next(first, "user-joined");
    tell(second, "join-room", { streamId: "s1", user: TOM });
    expect(await joined).toEqual({
      streamId: "s1",
      userId: expect.stringMatching(/^guest:/) as string,
      nickname: "Tom",
      timestamp: expect.any(Number) as number,
    });
  });

  it("[SM6][SM7] is sent every message in full, its own included, over polling first", async () => {
    const { url } = await startServer({ guestAvatars: true });
    const minji = connect(url);
    const tom = connect(url, { transports: ["polling"] });
    tell(minji, "join-room", { streamId: "s1", user: MINJI });
    tell(tom, "join-room", { streamId: "s1", user: TOM });
    await Promise.all([next(minji, "message-history"), next(tom, "message-history")]);

    const both = Promise.all([next(minji, "new-message"), next(tom, "new-message")]);
    const before = Date.now();
    tell(minji, "send-message", { streamId: "s1", message: "안녕하세요" });
    const [own, other] = await both;
    expect(own).toEqual(other);
    expect(own).toEqual({
      id: expect.any(String) as string,
      streamId: "s1",
      seq: 1,
      userId: expect.stringMatching(/^guest:/) as string,
      nickname: "민지",
      avatarUrl: "https://example.com/m.png",
      role: "guest",
      message: "안녕하세요",
      timestamp: expect.any(Number) as number,
    });
    expect(own.timestamp).toBeGreaterThanOrEqual(before - 1);
  });

  it("[JR4] may send right after it joins, without waiting", async () => {
    const { url } = await startServer();
    const client = connect(url);
    tell(client, "join-room", { streamId: "s1", user: MINJI });
    tell(client, "send-message", { streamId: "s1", message: "first" });
    expect(await next(client, "new-message")).toMatchObject({ seq: 1, message: "first" });
  });

  it("[JR2] that comes later gets the last 100 messages, oldest first", async () => {
    const { url } = await startServer();
    const early = connect(url);
    tell(early, "join-room", { streamId: "s1", user: MINJI });
    const seen = collect(early, "new-message");
    for (let i = 1; i <= 120; i++)
      tell(early, "send-message", { streamId: "s1", message: `m${i}` });
    while (seen.length < 120) await next(early, "new-message");

    const late = connect(url);
    tell(late, "join-room", { streamId: "s1", user: TOM });
    const history = await next(late, "message-history");
    expect(history.map(({ message }) => message)).toEqual(
      Array.from({ length: 100 }, (_, i) => `m${i + 21}`),
    );
  });

  it("[LR1][LR2] is missed by the others when it leaves and when it closes", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer({}, { clock });
    const stays = connect(url);
    const leaves = connect(url);
    const closes = connect(url);
    tell(stays, "join-room", { streamId: "s1", user: MINJI });
    await next(stays, "message-history");
    for (const [client, nickname] of [
      [leaves, "left"],
      [closes, "closed"],
    ] as const) {
      tell(client, "join-room", { streamId: "s1", user: { userId: "u", nickname } });
      await next(client, "message-history");
    }
    const left = collect(stays, "user-left");
    const goneAreTold = (count: number) =>
      eventually("what is expected", () => {
        clock.skip(5_000);
        return left.length === count;
      });
    tell(leaves, "leave-room", "s1");
    await goneAreTold(1);
    closes.disconnect();
    await goneAreTold(2);
    expect(left).toMatchObject([
      { streamId: "s1", nickname: "left" },
      { streamId: "s1", nickname: "closed" },
    ]);
  });

  it("[SM6] hears nothing of other streams", async () => {
    const { url } = await startServer();
    const here = connect(url);
    const there = connect(url);
    tell(here, "join-room", { streamId: "s1", user: MINJI });
    tell(there, "join-room", { streamId: "s2", user: TOM });
    await Promise.all([next(here, "message-history"), next(there, "message-history")]);
    const heard = collect(there, "new-message");
    tell(here, "send-message", { streamId: "s1", message: "for s1" });
    await next(here, "new-message");
    tell(there, "send-message", { streamId: "s2", message: "for s2" });
    await next(there, "new-message");
    expect(heard.map(({ message }) => message)).toEqual(["for s2"]);
  });

  it("[ER2] is refused by an error event that names what was refused", async () => {
    const { url } = await startServer();
    const client = connect(url);
    tell(client, "send-message", { streamId: "s1", message: "hi" });
    expect(await next(client, "error")).toEqual({
      code: "not-joined",
      message: expect.any(String) as string,
      retryable: false,
      event: "send-message",
    });
  });
});
