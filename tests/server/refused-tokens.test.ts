import { describe, expect, it } from "vitest";
import { SkippingClock } from "../support/skipping-clock.ts";
import { connect } from "../support/connect.ts";
import { apiOf } from "../support/http-api.ts";
import { codeOf, joinAs, joinAsGuest, SIGN_IN, tokenOf } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, next, trySend } from "../support/stock-client.ts";

const WITHOUT_GUESTS = { ...SIGN_IN, guests: false } as const;
/** A token that runs out, and the time after which it has. */
const SHORT = { expires: "10m" };
const SHORT_MS = 601_000;

/** Who somebody is with a token that was never accepted. */
async function refused(url: string, token: string, extraHeaders: Record<string, string> = {}) {
  return (await join(connect(url, { auth: { token }, extraHeaders }), "s1")).me;
}

describe("a person whose token is refused", () => {
  it("[ID14] is told that they may be a guest, where guests may write", async () => {
    const { url } = await startServer(SIGN_IN);
    for (const [token, reason] of [
      ["nonsense", "invalid-token"],
      [await tokenOf("u1", {}, "1m ago"), "token-expired"],
    ] as const)
      expect(await refused(url, token)).toMatchObject({ maySend: false, reason, mayBeGuest: true });
  });

  it("[ID14] is not told so where guests may not write, or only members may read", async () => {
    const { url } = await startServer(WITHOUT_GUESTS);
    expect(await refused(url, "nonsense")).not.toHaveProperty("mayBeGuest");
    const clock = new SkippingClock();
    const closed = await startServer({ ...SIGN_IN, read: "members" }, { clock });
    const { client } = await joinAs(closed.url, "u1", "member", SHORT);
    const ended = next(client, "me-changed");
    clock.skip(SHORT_MS);
    const { me } = await ended;
    expect(me.reason).toBe("token-expired");
    expect(me).not.toHaveProperty("mayBeGuest");
  });

  it("[ID14] is told so when the token runs out on the way, and no longer with a fresh one", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer(SIGN_IN, { clock });
    const { client, joined } = await joinAs(url, "u1", "member", SHORT);
    expect(joined.me).not.toHaveProperty("mayBeGuest");
    const ended = next(client, "me-changed");
    clock.skip(SHORT_MS);
    expect((await ended).me).toMatchObject({ reason: "token-expired", mayBeGuest: true });
    const renewed = next(client, "me-changed");
    await ask(client, "authenticate", { token: await tokenOf("u1") });
    const { me } = await renewed;
    expect(me.maySend).toBe(true);
    expect(me).not.toHaveProperty("mayBeGuest");
  });

  it("[ID9][ID14] is not told so while the same token is about to count", async () => {
    const { url } = await startServer(SIGN_IN);
    const nbf = Math.floor(Date.now() / 1_000) + 1_800;
    const me = await refused(url, await tokenOf("u1", { nbf }));
    expect(me.reason).toBe("token-not-yet-valid");
    expect(me).not.toHaveProperty("mayBeGuest");
  });

  it("[ID6][ID9] is told when it will be accepted: at a join, at a renewal, and over HTTP", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer({ ...SIGN_IN, read: "members" }, { clock });
    const early = await tokenOf("u1", { nbf: Math.floor(clock.nowMs() / 1_000) + 1_800 });
    const refusal = {
      ok: false,
      error: { code: "token-not-yet-valid", retryAfterMs: expect.closeTo(1_740_000, -5) as number },
    };
    const request = { streamId: "s1" };
    expect(await ask(connect(url, { auth: { token: early } }), "join-room", request)).toMatchObject(
      refusal,
    );
    const { client } = await joinAs(url, "u1", "member");
    expect(await ask(client, "authenticate", { token: early })).toMatchObject(refusal);
    const answer = await apiOf(url, early).get("/streams/s1/messages");
    expect(answer.body).toMatchObject(refusal);
    expect(Number(answer.headers.get("retry-after"))).toBeCloseTo(1_740, -2);
  });
});

describe("a sanction on a person whose token is refused", () => {
  it.each(["ban", "timeout"] as const)(
    "[MO4][ID14] by a %s, the person is not told that they may be a guest, until it is lifted",
    async (kind) => {
      const clock = new SkippingClock();
      const { url } = await startServer(SIGN_IN, { clock });
      const { client } = await joinAs(url, "u1", "member", SHORT);
      const ended = next(client, "me-changed");
      clock.skip(SHORT_MS);
      expect((await ended).me).toMatchObject({ mayBeGuest: true });
      const owner = await joinAs(url, "host", "owner");
      const sanctioned = next(client, "me-changed");
      await owner.does(
        kind === "ban" ? { kind, userId: "u1" } : { kind, userId: "u1", seconds: 600 },
      );
      const { me } = await sanctioned;
      expect(me.reason).toBe("token-expired");
      expect(me).not.toHaveProperty("mayBeGuest");
      const lifted = next(client, "me-changed");
      await owner.does({ kind: "lift", userId: "u1" });
      expect((await lifted).me).toMatchObject({ mayBeGuest: true });
    },
  );

  it("[MO4][ID14] of their address tells nobody there that they may be a guest", async () => {
    const { url } = await startServer({ ...SIGN_IN, trustProxy: ["127.0.0.0/8", "::1"] });
    const from = (address: string) => ({ "x-forwarded-for": address });
    const owner = await joinAs(url, "host", "owner");
    const spammer = await joinAsGuest(url, "Spam", undefined, from("203.0.113.7"));
    await owner.does({ kind: "ban", userId: spammer.userId, withAddress: true });
    expect(await refused(url, "nonsense", from("203.0.113.7"))).not.toHaveProperty("mayBeGuest");
    expect(await refused(url, "nonsense", from("203.0.113.8"))).toMatchObject({ mayBeGuest: true });
  });

  it("[MO4][ID14] a shadow is not revealed by it", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer(SIGN_IN, { clock });
    const owner = await joinAs(url, "host", "owner");
    const { client } = await joinAs(url, "u1", "member", SHORT);
    await owner.does({ kind: "shadow", userId: "u1" });
    const ended = next(client, "me-changed");
    clock.skip(SHORT_MS);
    expect((await ended).me).toMatchObject({ reason: "token-expired", mayBeGuest: true });
  });
});

describe("what a page gains by a token that is refused", () => {
  it("[CN2][ID14] is nothing: with it one reads, and without it one is who anybody without a token is", async () => {
    const { url } = await startServer(SIGN_IN);
    const owner = await joinAs(url, "Host", "owner");
    const first = await joinAsGuest(url, "Mina");
    const { guestCredential } = first.joined;
    await owner.does({ kind: "ban", userId: first.userId });

    // Neither a claim of the right nor a guest's credential makes a bad token count.
    const auth = { token: "nonsense", guestCredential, mayBeGuest: true };
    const reader = connect(url, { auth });
    const user = { nickname: "Mina", mayBeGuest: true };
    const { me } = await join(reader, "s1", undefined, { user, mayBeGuest: true });
    expect(me).toMatchObject({ role: "viewer", maySend: false, reason: "invalid-token" });
    expect(codeOf(await trySend(reader, "s1", "hello"))).toBe("invalid-token");

    // A banned guest stays banned, and a new guest takes no name of the staff.
    const again = await joinAsGuest(url, "Mina", guestCredential);
    expect(again.joined.me).toMatchObject({ userId: first.userId, reason: "banned" });
    const taken = { streamId: "s1", user: { nickname: "Host" } };
    expect(codeOf(await ask(connect(url), "join-room", taken))).toBe("name-taken");
    const guest = await joinAsGuest(url, "Tom");
    expect(guest.joined.me).toEqual({
      userId: expect.stringMatching(/^guest:/) as string,
      nickname: "Tom",
      role: "guest",
      maySend: true,
    });
  });
});
