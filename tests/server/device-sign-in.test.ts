import { describe, expect, inject, it } from "vitest";
import type { ChatSession, DeviceSignIn, SignInOptions } from "#protocol";
import { describeBrowser } from "../../server/src/auth/describe-browser.ts";
import type { ChatServer } from "../../server/src/chat-server.ts";
import type { TestOverrides } from "../../server/src/create-chat-server.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import { connect } from "../support/connect.ts";
import { decideDevice, OBS_AGENT, openDevice, redeemDevice } from "../support/device-sign-in.ts";
import { eventually } from "../support/eventually.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { createDatabase } from "../support/postgres.ts";
import { acceptInvitation, invitationOf, PAGE, post, SECRET } from "../support/sign-in-api.ts";
import { standingClock } from "../support/standing-clock.ts";
import { startServer } from "../support/start-server.ts";
import { join } from "../support/stock-client.ts";
import { SIGN_IN, tokenOf } from "../support/tokens.ts";

const EXPIRED = { ok: false, error: { code: "sign-in-expired" } };
const PENDING = { ok: true, status: "pending", retryAfterMs: 2_000 };
const OTHER_PAGE = "http://localhost:5998";

function start(options: ChatServerOptions = {}, overrides?: TestOverrides): Promise<ChatServer> {
  const usual = { ...SIGN_IN, origins: [PAGE, OTHER_PAGE], adminToken: ADMIN_TOKEN };
  return startServer({ ...usual, ...options }, overrides);
}

/** One that limits the requests of an address, and is told the address. */
const BOUNDED = { rateLimit: "8/600s", trustProxy: ["127.0.0.1", "::1"] };

function roleOf(url: string, token: string, origin = PAGE) {
  const client = connect(url, { auth: { token }, extraHeaders: { origin } });
  return join(client, "s1").then(({ me }) => me.role);
}

describe("signing in by another device", () => {
  it("[SI11] shows nine digits and a QR code of the page that confirms, with the code behind the #", async () => {
    const { url } = await start();
    const asked = await openDevice(url);
    expect(asked).toMatchObject({
      ok: true,
      device: expect.stringMatching(/^[\w-]{16}$/) as string,
      userCode: expect.stringMatching(/^[0-9]{9}$/) as string,
      verificationUri: `${url}/sign-in/#device`,
      verificationUriComplete: `${url}/sign-in/#device=${asked.userCode}`,
      intervalMs: 2_000,
    });
    expect(asked.qr.size).toBeGreaterThanOrEqual(25);
    expect(asked.qr.path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
    expect(asked.expiresAtMs - Date.now()).toBeGreaterThan(9 * 60_000);
    // Neither is what redeems: the secret never leaves the page but to the server.
    expect(JSON.stringify(asked)).not.toContain(SECRET);
  });

  it("[SI13] [SI14] gives the page a session of the person who confirms, for the page's origin", async () => {
    const { url } = await start();
    const { device, userCode } = await openDevice(url);
    expect(await redeemDevice(url, device)).toEqual(PENDING);
    const token = await tokenOf("u-mina", { name: "미나", chat_role: "moderator" });
    const { json } = await decideDevice(url, "confirm", { userCode, token });
    expect(json).toEqual({ ok: true, origin: PAGE });
    const session = (await redeemDevice(url, device)) as unknown as ChatSession;
    expect(session).toMatchObject({
      status: "signed-in",
      person: { userId: "u-mina", nickname: "미나" },
    });
    expect(await roleOf(url, session.token)).toBe("moderator");
    expect(await roleOf(url, session.token, OTHER_PAGE)).toBe("viewer");

    const { refreshHandle } = session;
    const refreshed = await post<ChatSession>(`${url}/api/v1/chat-sessions/refresh`, {
      refreshHandle,
    });
    expect(refreshed.json).toMatchObject({ ok: true, person: { userId: "u-mina" } });
    await apiOf(url).delete("/people/u-mina/sessions");
    await eventually(
      "the session ends",
      async () => (await roleOf(url, session.token)) === "viewer",
    );
  });

  it("[SI12] tells the page that confirms who asks, and who would be signed in", async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/api/v1/sign-in/devices`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: PAGE, "user-agent": OBS_AGENT },
      body: JSON.stringify({ secret: SECRET }),
    });
    const { userCode, expiresAtMs } = (await answer.json()) as DeviceSignIn;
    const asked = { ok: true, origin: PAGE, app: "OBS", system: "Windows", expiresAtMs };
    expect((await decideDevice(url, "view", { userCode })).json).toEqual({
      ...asked,
      network: "unknown",
    });
    const token = await tokenOf("u-mina", { name: "미나", chat_role: "owner" });
    const grouped = `${userCode.slice(0, 3)} ${userCode.slice(3, 6)}-${userCode.slice(6)}`;
    const wide = [...grouped].map((one) =>
      /\d/.test(one) ? "０１２３４５６７８９"[Number(one)] : one,
    );
    expect(
      (await decideDevice(url, "view", { userCode: wide.join(""), token })).json,
    ).toMatchObject({
      ...asked,
      person: { userId: "u-mina", nickname: "미나", role: "owner" },
    });
    // Who is staff of one stream alone is told so, too.
    const ofStream = await tokenOf("u-sora", { chat_roles: { s9: "moderator" } });
    expect((await decideDevice(url, "view", { userCode, token: ofStream })).json).toMatchObject({
      person: { userId: "u-sora", role: "moderator" },
    });
    const bad = await decideDevice(url, "view", { userCode, token: `${token}x` });
    expect(bad.json).toMatchObject({ ok: false, error: { code: "invalid-token" } });
    // Looking changes nothing.
    expect((await decideDevice(url, "confirm", { userCode, token })).json.ok).toBe(true);
  });

  it("[SI12] says whether both are in one network, and keeps no address", async () => {
    const { url } = await start({ trustProxy: ["127.0.0.1", "::1"] });
    const from = (path: string, body: object, origin: string, address: string) =>
      fetch(`${url}/api/v1/sign-in/devices${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, "x-forwarded-for": address },
        body: JSON.stringify(body),
      }).then((response) => response.json() as Promise<DeviceSignIn & { network: string }>);
    for (const [dock, phone, network] of [
      ["203.0.113.9", "203.0.113.9", "same"],
      ["2001:db8:1:2::3", "2001:db8:1:2:aaaa::4", "same"],
      ["203.0.113.9", "198.51.100.7", "other"],
      ["192.168.0.4", "192.168.0.4", "unknown"],
    ] as const) {
      const { userCode } = await from("", { secret: SECRET }, PAGE, dock);
      expect((await from("/view", { userCode }, url, phone)).network).toBe(network);
    }
  });

  it("[SI13] takes a chat session of the server's own origin, and no other page's", async () => {
    const server = await start({ guests: true });
    const { url } = server;
    const { url: link } = await server.makeOwnerLink();
    const owner = await acceptInvitation(url, invitationOf(link));
    const first = await openDevice(url);
    const proof = { userCode: first.userCode, session: owner.token };
    expect((await decideDevice(url, "view", proof)).json).toMatchObject({
      person: { nickname: "달빛공방", role: "owner" },
    });
    expect((await decideDevice(url, "confirm", proof)).json.ok).toBe(true);
    const dock = (await redeemDevice(url, first.device)) as unknown as ChatSession;
    expect(await roleOf(url, dock.token)).toBe("owner");

    // The session of the shop's page does not sign others in, even from the server's page.
    const { userCode } = await openDevice(url);
    for (const session of [dock.token, `${owner.token}x`, "", null, {}]) {
      const { json } = await decideDevice(url, "confirm", { userCode, session });
      expect(json).toMatchObject({ ok: false, error: { code: "token-expired" } });
    }
    expect((await decideDevice(url, "confirm", { userCode })).json.ok).toBe(false);
  });

  it("[SI13] is refused by a press, and the page learns that once", async () => {
    const { url } = await start();
    const { device, userCode } = await openDevice(url);
    expect((await decideDevice(url, "refuse", { userCode })).json).toEqual({ ok: true });
    const token = await tokenOf("u-mina");
    expect((await decideDevice(url, "confirm", { userCode, token })).json).toMatchObject(EXPIRED);
    expect(await redeemDevice(url, device)).toEqual({ ok: true, status: "refused" });
    expect(await redeemDevice(url, device)).toMatchObject(EXPIRED);
  });

  it("[SI11] is offered where the server has a page to confirm on", async () => {
    const { url } = await start();
    const options = (await (await fetch(`${url}/api/v1/sign-in`)).json()) as SignInOptions;
    expect(options).toMatchObject({ providers: [], devices: true });
  });
});

describe("against signing in by another device", () => {
  it("[SI14] a person who has seen the screen gets no session: the code redeems nothing", async () => {
    const { url } = await start();
    const { device, userCode, verificationUriComplete } = await openDevice(url);
    await decideDevice(url, "confirm", { userCode, token: await tokenOf("u-mina") });
    const seen = [userCode, device, verificationUriComplete, "", "x".repeat(43), null, {}, 1];
    for (const secret of seen) {
      expect(await redeemDevice(url, device, { secret })).toMatchObject(EXPIRED);
      expect(await redeemDevice(url, userCode, { secret })).toMatchObject(EXPIRED);
    }
    for (const wrong of [null, {}, [], 1, true, "", "\0", "x'", `${device}x`, "a".repeat(5_000)])
      expect(await redeemDevice(url, wrong)).toMatchObject(EXPIRED);
    // All that has taken nothing from the page.
    expect(await redeemDevice(url, device)).toMatchObject({ status: "signed-in" });
  });

  it("[SI14] is redeemed once, by the origin that asked alone", async () => {
    const { url } = await start();
    const { device, userCode } = await openDevice(url);
    await decideDevice(url, "confirm", { userCode, token: await tokenOf("u-mina") });
    for (const origin of [OTHER_PAGE, url, "null"])
      expect((await redeemDevice(url, device, { origin })).ok).toBe(false);
    const all = await Promise.all(Array.from({ length: 8 }, () => redeemDevice(url, device)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await redeemDevice(url, device)).toMatchObject(EXPIRED);
  });

  it("[SI13] is decided on once, on whatever node of a database, and redeemed on any", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const [here, there] = [await start({ databaseUrl }), await start({ databaseUrl })];
    const { device, userCode } = await openDevice(here.url);
    const people = await Promise.all(["a", "b", "c", "d"].map((id) => tokenOf(id)));
    const all = await Promise.all([
      ...people.map((token, i) =>
        decideDevice(i % 2 ? here.url : there.url, "confirm", { userCode, token }),
      ),
      decideDevice(there.url, "refuse", { userCode }),
    ]);
    expect(all.filter(({ json }) => json.ok)).toHaveLength(1);
    for (const { json } of all) if (!json.ok) expect(json).toMatchObject(EXPIRED);
    const results = await Promise.all(
      [here, there, here, there].map(({ url }) => redeemDevice(url, device)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("[SI13] nobody but the server's own page views, confirms or refuses", async () => {
    const { url } = await start();
    const { userCode } = await openDevice(url);
    const token = await tokenOf("u-mina");
    for (const origin of [PAGE, "null", "https://evil.example", `${url}.evil.example`])
      for (const what of ["view", "confirm", "refuse"] as const) {
        const { status } = await decideDevice(url, what, { userCode, token }, origin);
        expect(status).toBe(403);
      }
    // A form of another site, which needs no permission to be sent.
    const form = await fetch(`${url}/api/v1/sign-in/devices/confirm`, {
      method: "POST",
      headers: { "content-type": "text/plain", origin: url },
      body: JSON.stringify({ userCode, token }),
    });
    expect(form.status).toBe(401);
    const page = await fetch(`${url}/sign-in/`);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect((await decideDevice(url, "view", { userCode })).json.ok).toBe(true);
  });

  it("[SI11] only a listed origin opens one, and with * only the server's own", async () => {
    const { url } = await start();
    const any = await start({ origins: "*" });
    const open = (server: string, origin: string, secret: unknown = SECRET) =>
      post(`${server}/api/v1/sign-in/devices`, { secret }, origin).then(({ status }) => status);
    expect(await open(url, "https://evil.example")).toBe(403);
    expect(await open(url, "null")).toBe(403);
    expect(await open(any.url, PAGE)).toBe(403);
    expect(await open(any.url, any.url)).toBe(200);
    for (const secret of ["short", "x".repeat(129), `${SECRET}!`, null, {}])
      expect(await open(url, PAGE, secret)).toBe(400);
  });

  it("[SI12] every wrong code is answered alike", async () => {
    const { url } = await start();
    const { userCode } = await openDevice(url);
    const used = await openDevice(url);
    await decideDevice(url, "refuse", { userCode: used.userCode });
    const wrong = [
      ...["", "0", "000000000", "12345678", "1234567890", used.userCode, `${userCode}0`],
      ...[`${userCode}\0`, `${userCode.slice(1)}x`, "x'", "1".repeat(5_000), null, 1, {}, [], true],
    ];
    for (const what of ["view", "refuse"] as const)
      for (const code of wrong) {
        const { status, json } = await decideDevice(url, what, { userCode: code });
        expect([status, json]).toMatchObject([401, EXPIRED]);
      }
    expect((await decideDevice(url, "view", { userCode })).json.ok).toBe(true);
  });

  it("[SI15] an address opens 20 and tries 60 codes in ten minutes, and another is not kept from it", async () => {
    const server = await start(BOUNDED, { clock: standingClock() });
    const from = async (path: string, body: object, origin: string, address: string) => {
      const response = await fetch(`${server.url}/api/v1/sign-in/devices${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, "x-forwarded-for": address },
        body: JSON.stringify(body),
      });
      return response.status;
    };
    const count = async (times: number, ask: () => Promise<number>) => {
      const statuses: number[] = [];
      for (let i = 0; i < times; i++) statuses.push(await ask());
      return statuses.filter((status) => status !== 429).length;
    };
    const open = (address: string) => from("", { secret: SECRET }, PAGE, address);
    expect(await count(30, () => open("203.0.113.9"))).toBe(20);
    expect(await open("198.51.100.7")).toBe(200);
    const guess = (address: string) =>
      from("/confirm", { userCode: "000000000", token: "x" }, server.url, address);
    expect(await count(70, () => guess("203.0.113.9"))).toBe(60);
    expect(await guess("198.51.100.7")).toBe(401);
  });

  it("[SI15] a page that asks too often for its result waits, and keeps no other from its own", async () => {
    const server = await start(BOUNDED, { clock: standingClock() });
    const ask = async (device: string) => {
      const response = await fetch(`${server.url}/api/v1/sign-in/devices/redeem`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          origin: PAGE,
          "x-forwarded-for": "203.0.113.9",
        },
        body: JSON.stringify({ device, secret: SECRET }),
      });
      return response.status;
    };
    const [one, other] = [await openDevice(server.url), await openDevice(server.url)];
    const statuses = await Promise.all(Array.from({ length: 100 }, () => ask(one.device)));
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60);
    expect(await ask(other.device)).toBe(200);
  });

  it("[SI14] a person whose sessions are ended meanwhile is signed in nowhere", async () => {
    const { url } = await start();
    const { device, userCode } = await openDevice(url);
    await decideDevice(url, "confirm", { userCode, token: await tokenOf("u-mina") });
    await apiOf(url).delete("/people/u-mina/sessions");
    expect(await redeemDevice(url, device)).toMatchObject(EXPIRED);
  });
});

describe("the browser that asks", () => {
  it.each([
    [OBS_AGENT, { app: "OBS", system: "Windows" }],
    [
      "Mozilla/5.0 (Linux; Android 14; SM-S911N; wv) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36 KAKAOTALK 2410500",
      { app: "KakaoTalk", system: "Android" },
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 Version/17.6 Mobile/15E148 Safari/604.1",
      { app: "Safari", system: "iOS" },
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
      { app: "Edge", system: "macOS" },
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      { app: "Firefox", system: "Linux" },
    ],
    ["Your bank. Press confirm to keep your account.", {}],
    ["", {}],
  ])("[SI12] is named out of a fixed list: %s", (userAgent, described) => {
    expect(describeBrowser(userAgent)).toEqual(described);
  });
});
