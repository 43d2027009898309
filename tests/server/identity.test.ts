import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { ChatSession, SignInRequest } from "#protocol";
import { nameSkeleton } from "../../server/src/chat/text/name-skeleton.ts";
import { PAGE, post, SECRET, signIn, startByForm } from "../support/sign-in-api.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { standingClock } from "../support/standing-clock.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, join, next, send, type Client } from "../support/stock-client.ts";

const JWT_SECRET = "a secret that is long enough to sign with";

function sign(claims: object, expiresInS = 3_600): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime(Math.floor(Date.now() / 1_000) + expiresInS)
    .sign(new TextEncoder().encode(JWT_SECRET));
}

function withToken(url: string, token: string): Client {
  return connect(url, { auth: { token } });
}

const MINJI = { sub: "u1", name: "민지" };

describe("a token that runs out", () => {
  it("[ID4][ID5] turns its connection read-only, the feed continues, and a fresh one lets it write again", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer({ jwtSecret: JWT_SECRET }, { clock });
    const client = withToken(url, await sign(MINJI, 600));
    const other = withToken(url, await sign({ sub: "u2", name: "Tom" }));
    expect((await join(client, "s1")).me).toMatchObject({ maySend: true });
    await join(other, "s1");
    const ended = next(client, "me-changed");
    clock.skip(601_000);
    expect(await ended).toMatchObject({
      streamId: "s1",
      me: { userId: "u1", maySend: false, reason: "token-expired" },
    });
    expect(await ask(client, "send-message", { streamId: "s1", message: "hi" })).toMatchObject({
      error: { code: "token-expired" },
    });
    const heard = next(client, "new-message");
    await send(other, "s1", "still here?");
    expect(await heard).toMatchObject({ message: "still here?" });

    const changed = next(client, "me-changed");
    expect(await ask(client, "authenticate", { token: await sign(MINJI) })).toMatchObject({
      ok: true,
      expiresAtMs: expect.any(Number) as number,
    });
    expect((await changed).me).toMatchObject({ userId: "u1", maySend: true });
    expect(await send(client, "s1", "yes")).toMatchObject({ userId: "u1" });
  });

  it("[ID5] is not replaced by somebody else's, a bad one, or one that has run out", async () => {
    const { url } = await startServer({ jwtSecret: JWT_SECRET });
    const client = withToken(url, await sign(MINJI));
    await join(client, "s1");
    const attempts = [
      [await sign({ sub: "u2", name: "Tom" }), "different-person"],
      ["nonsense", "invalid-token"],
      [await sign(MINJI, -60), "token-expired"],
    ];
    for (const [token, code] of attempts)
      expect(await ask(client, "authenticate", { token })).toMatchObject({ error: { code } });
    expect(await ask(client, "authenticate", {})).toMatchObject({ error: { code: "bad-request" } });
    expect(await send(client, "s1", "still me")).toMatchObject({ userId: "u1" });
    const reader = connect(url);
    expect(await ask(reader, "authenticate", { token: await sign(MINJI) })).toMatchObject({
      error: { code: "different-person" },
    });
  });
});

describe("roles and names", () => {
  it("[ID3] a role may be for one stream, and never comes from what people write of themselves", async () => {
    const { url } = await startServer({ jwtSecret: JWT_SECRET });
    const app_metadata = { chat_roles: { s1: "moderator" } };
    const user_metadata = { chat_role: "owner", chat_roles: { s2: "owner" } };
    const client = withToken(url, await sign({ ...MINJI, app_metadata, user_metadata }));
    expect((await join(client, "s1")).me.role).toBe("moderator");
    expect((await join(client, "s2")).me.role).toBe("member");
    expect((await join(client, "constructor")).me.role).toBe("member");
  });

  it("[ID6] where only members read, others receive the reason", async () => {
    const { url } = await startServer({ jwtSecret: JWT_SECRET, guests: true, read: "members" });
    const refusals: [Client, string][] = [
      [connect(url), "sign-in-required"],
      [withToken(url, "nonsense"), "invalid-token"],
      [withToken(url, await sign(MINJI, -60)), "token-expired"],
    ];
    for (const [client, code] of refusals)
      expect(await ask(client, "join-room", { streamId: "s1" })).toMatchObject({ error: { code } });
    expect((await join(withToken(url, await sign(MINJI)), "s1")).me.userId).toBe("u1");
  });

  it("[ID7] nobody takes a moderator's name, nor one that looks like it", async () => {
    const { url } = await startServer({ jwtSecret: JWT_SECRET, guests: true });
    const moderator = withToken(
      url,
      await sign({ sub: "m", name: "Minji", chat_role: "moderator" }),
    );
    expect((await join(moderator, "s1")).me.nickname).toBe("Minji");
    for (const nickname of ["Minji", "mInJi", "Мinji", "M i n j i", "Ｍｉｎｊｉ", "Mínjı", "M1nj1"])
      expect(
        await ask(connect(url), "join-room", { streamId: "s1", user: { nickname } }),
        nickname,
      ).toMatchObject({ error: { code: "name-taken" } });
    await join(connect(url), "s1", "Minjun");
    await join(withToken(url, await sign({ sub: "m", name: "Minji" })), "s1");
  });

  it.each([
    ["민지", "ㅁㅣㄴㅈㅣ"],
    ["관리자", "관 리 자"],
    ["admin", "аdmіn"],
    ["Owner", "0wner"],
  ])("[ID7] %s and %s look alike", (one, other) => {
    expect(nameSkeleton(one)).toBe(nameSkeleton(other));
  });

  it.each([
    ["민지", "민기"],
    ["각", "가"],
    ["Tom", "Tim"],
    ["さくら", "サクラ"],
  ])("[ID7] %s and %s do not", (one, other) => {
    expect(nameSkeleton(one)).not.toBe(nameSkeleton(other));
  });
});

describe("signing in over HTTP", () => {
  it("[SI1]–[SI5] lets the page write, and its token holds from there alone", async () => {
    const { url } = await startServer();
    const { token, refreshHandle, person } = await signIn(url);
    const from = (origin: string) =>
      connect(url, { auth: { token }, extraHeaders: { origin }, transports: ["polling"] });
    expect((await join(from(PAGE), "s1")).me).toMatchObject({
      userId: person.userId,
      nickname: "민지",
      role: "member",
      maySend: true,
    });
    expect((await join(from("http://localhost:6000"), "s1")).me).toMatchObject({
      maySend: false,
      reason: "invalid-token",
    });
    const refreshed = await post<ChatSession>(`${url}/api/v1/chat-sessions/refresh`, {
      refreshHandle,
    });
    expect(refreshed.json).toMatchObject({ ok: true, person });
  });

  it("[SI6] sign-out turns its connections read-only", async () => {
    const { url } = await startServer();
    const { token, refreshHandle } = await signIn(url);
    const client = connect(url, {
      auth: { token },
      extraHeaders: { origin: PAGE },
      transports: ["polling"],
    });
    await join(client, "s1");
    const changed = next(client, "me-changed");
    await post(`${url}/api/v1/chat-sessions/revoke`, { refreshHandle });
    expect((await changed).me).toMatchObject({ maySend: false, reason: "token-expired" });
  });

  it("[SI1][SI2] serves listed origins alone, and grants for the server's own pages alone", async () => {
    const { url } = await startServer({ guests: true, origins: ["https://shop.example"] });
    const requests = `${url}/api/v1/sign-in/requests`;
    for (const origin of ["https://evil.example", "null", "https://shop.example.evil.example"])
      expect((await post(requests, { secret: SECRET }, origin)).status).toBe(403);
    const { json, headers } = await post(requests, { secret: SECRET }, "https://shop.example");
    expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
    const { request } = json as unknown as SignInRequest;
    const grant = `${requests}/${request}/grant`;
    for (const origin of ["https://shop.example", "https://evil.example", "null"])
      expect((await post(grant, { demoName: "민지" }, origin)).status).toBe(403);
    // Not even the server's own page: these are no demo's settings.
    const cookie = await startByForm(url, request, "https://shop.example");
    expect((await post(grant, { demoName: "민지" }, url, cookie)).json).toMatchObject({
      ok: false,
      error: { code: "invalid-token" },
    });
  });

  it("[SI1] under * any page may read, and none but the server's own may ask for sessions", async () => {
    const { url } = await startServer({ guests: true, origins: "*" });
    const requests = `${url}/api/v1/sign-in/requests`;
    expect((await post(requests, { secret: SECRET }, "https://any.example")).status).toBe(403);
    expect((await post(requests, { secret: SECRET }, url)).status).toBe(200);
  });

  it("[SI7] says how one signs in", async () => {
    const { url } = await startServer();
    const answer = await fetch(`${url}/api/v1/sign-in`, { headers: { origin: PAGE } });
    expect(await answer.json()).toEqual({
      ok: true,
      providers: ["demo"],
      devices: true,
      sites: [],
    });
  });

  it.each(["", "{", "null", "[]", '"x"', '{"__proto__":{"secret":"x"}}'])(
    "[ER3] answers the body %j with a refusal",
    async (body) => {
      const { url } = await startServer();
      const { status, json } = await post(`${url}/api/v1/sign-in/requests`, body);
      expect(status).toBe(400);
      expect(json).toMatchObject({ ok: false, error: { code: "bad-request" } });
    },
  );

  it("[SI9] slows a session down that is refreshed too often", async () => {
    const { url } = await startServer({ rateLimit: "8/600s" }, { clock: standingClock() });
    const statuses: number[] = [];
    const body = { refreshHandle: "made.up" };
    for (let i = 0; i < 70; i++)
      statuses.push((await post(`${url}/api/v1/chat-sessions/refresh`, body)).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses[0]).toBe(401);
  });
});
