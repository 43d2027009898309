import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { LIMITS } from "#protocol";
import { SkippingClock } from "../support/skipping-clock.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, join, next, send } from "../support/stock-client.ts";

const SECRET = "a secret that is long enough to sign with";

function sign(claims: object, expires: string | number = "1h"): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(SECRET));
}

describe("sending", () => {
  it.each([
    ["", "empty-message"],
    [" \n ", "empty-message"],
    ["\u3164", "empty-message"],
    ["가".repeat(LIMITS.messageGraphemes + 1), "message-too-long"],
    ["👨‍👩‍👧".repeat(200), "message-too-long"],
  ])("[SM2][SM3] refuses what cannot be read (case %#)", async (message, code) => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    expect(await ask(client, "send-message", { streamId: "s1", message })).toMatchObject({
      ok: false,
      error: { code, retryable: false },
    });
  });

  it("[SM2] stores and shows text as it was cleaned", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    expect(await send(client, "s1", "  한글\u202e\u0000  ")).toMatchObject({ message: "한글" });
  });

  it("[SM4] refuses a message to a room one has left", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    await ask(client, "leave-room", { streamId: "s1" });
    expect(await ask(client, "send-message", { streamId: "s1", message: "hi" })).toMatchObject({
      error: { code: "not-joined" },
    });
  });

  it("[SM5] asks a guest for a nickname first", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1");
    expect(await ask(client, "send-message", { streamId: "s1", message: "hi" })).toMatchObject({
      error: { code: "nickname-required" },
    });
  });

  it("[LOG3] gives a repeat the first result, and shows it once", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    const shown = collect(client, "new-message");
    const [first, twin] = await Promise.all([
      send(client, "s1", "once", "c1"),
      send(client, "s1", "once", "c1"),
    ]);
    expect(twin).toEqual(first);
    await send(client, "s1", "end");
    await expect.poll(() => shown.map(({ message }) => message)).toEqual(["once", "end"]);
    expect(shown[0]?.clientId).toBe("c1");
    const other = { streamId: "s1", message: "other", clientId: "c1" };
    expect(await ask(client, "send-message", other)).toMatchObject({ error: { code: "conflict" } });
  });

  it("[SM9] says to everyone what a message answers, and to newcomers too", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    const shown = collect(client, "new-message");
    const { id, seq } = await send(client, "s1", "얼마예요?");
    const payload = { streamId: "s1", message: "9,900원이요", replyTo: id };
    const reply = { message: "9,900원이요", replyTo: { id, seq } };
    expect(await ask(client, "send-message", payload)).toMatchObject({ ok: true, message: reply });
    await expect.poll(() => shown).toMatchObject([{ id }, reply]);
    const late = connect(url);
    expect(await join(late, "s1")).toMatchObject({ messages: [{ id }, reply] });
  });

  it("[SM8] bounds how fast a person sends, over all their connections, and says when to go on", async () => {
    const { url } = await startServer({ rateLimit: "3/600s" });
    const one = connect(url);
    const { guestCredential } = await join(one, "s1", "민지");
    const two = connect(url, { auth: { guestCredential } });
    await join(two, "s1", "민지");
    await send(one, "s1", "1", "c1");
    await send(two, "s1", "2");
    await send(one, "s1", "3");
    expect(await ask(two, "send-message", { streamId: "s1", message: "4" })).toMatchObject({
      error: { code: "rate-limited", retryable: true, retryAfterMs: expect.any(Number) as number },
    });
    // A repeat is no new message. (LOG3)
    await expect(send(one, "s1", "1", "c1")).resolves.toMatchObject({ seq: 1 });
  });
});

describe("removing", () => {
  it("[RM1][RM2] is the author's right, and reaches everyone", async () => {
    const { url } = await startServer();
    const author = connect(url);
    const other = connect(url);
    await join(author, "s1", "author");
    await join(other, "s1", "other");
    const { id, seq } = await send(author, "s1", "oops");
    const payload = { streamId: "s1", id };
    expect(await ask(other, "remove-message", payload)).toMatchObject({
      error: { code: "forbidden" },
    });
    const removed = next(other, "message-removed");
    expect(await ask(author, "remove-message", payload)).toEqual({ ok: true });
    expect(await removed).toEqual({ streamId: "s1", id, seq });
    expect(await ask(author, "remove-message", payload)).toEqual({ ok: true });
    expect(await ask(author, "remove-message", { streamId: "s1", id: "none" })).toMatchObject({
      error: { code: "not-found" },
    });
  });

  it("[RM1] is a moderator's right", async () => {
    const { url } = await startServer({ jwtSecret: SECRET });
    const member = connect(url, { auth: { token: await sign({ sub: "m", name: "민지" }) } });
    const token = await sign({ sub: "mod", name: "Mod", chat_role: "moderator" });
    const moderator = connect(url, { auth: { token } });
    await join(member, "s1");
    expect((await join(moderator, "s1")).me.role).toBe("moderator");
    const { id } = await send(member, "s1", "spam");
    expect(await ask(moderator, "remove-message", { streamId: "s1", id })).toEqual({ ok: true });
  });
});

describe("removing without the right to write", () => {
  it("[RM1][JR8] is refused, and begins no log", async () => {
    const { url } = await startServer();
    const nameless = connect(url);
    await join(nameless, "s1");
    const answer = await ask(nameless, "remove-message", { streamId: "s1", id: "1.x" });
    expect(answer).toMatchObject({ error: { code: "nickname-required" } });
    const named = connect(url);
    await join(named, "s1", "민지");
    expect(await ask(named, "remove-message", { streamId: "s1", id: "1.x" })).toMatchObject({
      error: { code: "not-found" },
    });
    expect((await join(named, "s1", "민지", { wants: ["entries"] })).position.epoch).toBe("");
  });

  it("[RM1] ends with a moderator's token", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer({ jwtSecret: SECRET }, { clock });
    const token = await sign({ sub: "mod", name: "Mod", chat_role: "moderator" }, "10m");
    const moderator = connect(url, { auth: { token } });
    await join(moderator, "s1");
    const remove = () => ask(moderator, "remove-message", { streamId: "s1", id: "1.x" });
    expect(await remove()).toMatchObject({ error: { code: "not-found" } });
    clock.skip(601_000);
    expect(await remove()).toMatchObject({ error: { code: "token-expired" } });
  });
});

describe("the right to write", () => {
  it("[CN2] where people sign in, a reader without a token only reads", async () => {
    const { url } = await startServer({ jwtSecret: SECRET });
    const reader = connect(url);
    expect((await join(reader, "s1", "민지")).me).toMatchObject({
      role: "viewer",
      maySend: false,
      reason: "sign-in-required",
    });
    expect(await ask(reader, "send-message", { streamId: "s1", message: "hi" })).toMatchObject({
      error: { code: "sign-in-required" },
    });
  });

  it("[CN2][JR3] a token says who one is, whatever one claims", async () => {
    const { url } = await startServer({ jwtSecret: SECRET });
    const claims = { sub: "u1", user_metadata: { name: "민지", chat_role: "owner" } };
    const client = connect(url, { auth: { token: await sign(claims) } });
    await join(client, "s1", "somebody else");
    expect(await send(client, "s1", "hi")).toMatchObject({
      userId: "u1",
      nickname: "민지",
      role: "member",
    });
  });

  it("[JR3] a token without a name leaves the choice to the person", async () => {
    const { url } = await startServer({ jwtSecret: SECRET });
    const client = connect(url, { auth: { token: await sign({ sub: "u1" }) } });
    expect((await join(client, "s1")).me.reason).toBe("nickname-required");
    expect((await join(client, "s1", "민지")).me).toMatchObject({ userId: "u1", maySend: true });
  });

  it.each([
    ["nonsense", "invalid-token", async () => "nonsense"],
    ["run out", "token-expired", () => sign({ sub: "u1" }, 1)],
    ["a guest's id", "invalid-token", () => sign({ sub: "guest:abc" })],
    ["nobody's", "invalid-token", () => sign({})],
    ["unsigned", "invalid-token", async () => "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1MSJ9."],
    ["huge", "invalid-token", async () => `${"a".repeat(9_000)}.b.c`],
    ["no text", "invalid-token", async () => ({ toString: 1 })],
  ])(
    "[CN2] with a token that is %s a person reads, and receives the reason",
    async (_, reason, make) => {
      const { url } = await startServer({ jwtSecret: SECRET, guests: true });
      const client = connect(url, { auth: { token: await make() } });
      expect((await join(client, "s1", "민지")).me).toMatchObject({ maySend: false, reason });
    },
  );
});
