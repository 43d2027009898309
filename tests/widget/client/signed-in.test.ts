import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { SkippingClock } from "../../support/skipping-clock.ts";
import { startServer } from "../../support/start-server.ts";
import { Browser, until, untilLive, untilTexts } from "../support/real-client.ts";

const streamId = "s1";
const jwtSecret = "a secret that only this test and its server know";

/** A token as a host's own site signs it. */
function tokenOf(sub: string, life = "2h"): Promise<string> {
  return new SignJWT({ nickname: sub })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setExpirationTime(life)
    .sign(new TextEncoder().encode(jwtSecret));
}

describe("somebody with a token", () => {
  it("[ID4] loses no message to a token that has run out, and no connection either", async () => {
    const clock = new SkippingClock();
    const { url: serverUrl } = await startServer({ jwtSecret }, { clock });
    const browser = new Browser();
    let token = await tokenOf("Mina", "10m");
    const mina = browser.visit({ serverUrl, streamId, token: () => token });
    const { me } = await untilLive(mina);
    expect(me).toMatchObject({ userId: "Mina", maySend: true });

    clock.skip(601_000);
    await until(mina, ({ me }) => me?.reason === "token-expired");
    mina.sendMessage("too late");
    mina.sendMessage("later still");
    const tom = new Browser().visit({ serverUrl, streamId, token: await tokenOf("Tom") });
    await untilLive(tom);
    tom.sendMessage("meanwhile");
    await until(mina, ({ rows }) => rows.length === 1);
    expect(mina.getSnapshot().pending.map(({ status }) => status)).toEqual(["sending", "sending"]);

    token = await tokenOf("Mina");
    mina.reauthenticate();
    await untilTexts(mina, "meanwhile", "too late", "later still");
    expect(browser.links).toHaveLength(1);
  });

  it("[ID2] sends nothing that one person wrote under another's name, with a reader in between", async () => {
    const { url: serverUrl } = await startServer({ jwtSecret });
    const browser = new Browser();
    let token: string | null = await tokenOf("Mina");
    const client = browser.visit({ serverUrl, streamId, token: () => token });
    await untilLive(client);
    browser.cut();
    client.sendMessage("written offline");
    token = null;
    client.reconnectNow();
    await until(client, ({ me }) => me?.reason === "sign-in-required");
    token = await tokenOf("Tom");
    client.reauthenticate();
    // Refused under way as a reader's, or given up when Tom came.
    const { rows } = await until(
      client,
      ({ me, pending }) => me?.userId === "Tom" && pending[0]?.status === "failed",
    );
    expect(rows).toEqual([]);
  });

  it("[ID5] signs in, out, and in as somebody else, over one list of messages", async () => {
    const { url: serverUrl } = await startServer({ jwtSecret });
    let token: string | null = null;
    const client = new Browser().visit({ serverUrl, streamId, token: () => token });
    const { me } = await untilLive(client);
    expect(me).toMatchObject({ maySend: false, reason: "sign-in-required" });

    for (const name of ["Mina", "Tom"]) {
      token = await tokenOf(name);
      client.reauthenticate();
      await until(client, ({ me }) => me?.userId === name && me.maySend);
      client.sendMessage(`as ${name}`);
      await until(client, ({ pending }) => pending.length === 0);
    }
    token = null;
    client.reauthenticate();
    await until(client, ({ me }) => me?.reason === "sign-in-required");
    await untilTexts(client, "as Mina", "as Tom");
  });

  it("[ID14] goes on as a guest when the token is refused, without what was written as somebody else", async () => {
    const clock = new SkippingClock();
    const { url: serverUrl } = await startServer({ jwtSecret, guests: true }, { clock });
    let token = await tokenOf("Mina", "10m");
    const mina = new Browser().visit({ serverUrl, streamId, token: () => token });
    await untilLive(mina);
    clock.skip(601_000);
    const { me } = await until(mina, ({ me }) => me?.reason === "token-expired");
    expect(me?.mayBeGuest).toBe(true);
    mina.sendMessage("as Mina");
    mina.continueAsGuest();
    await until(mina, ({ me }) => me?.reason === "nickname-required");
    expect(mina.httpAccess).toBeUndefined();
    mina.setNickname("Tom");
    await until(mina, ({ me, pending }) => me?.maySend === true && pending[0]?.status === "failed");
    mina.discard(mina.getSnapshot().pending[0]!.clientId);
    mina.sendMessage("as Tom");
    const { rows } = await untilTexts(mina, "as Tom");
    expect(rows).toMatchObject([{ nickname: "Tom", role: "guest" }]);

    token = await tokenOf("Mina");
    mina.reauthenticate();
    await until(mina, ({ me }) => me?.userId === "Mina" && me.maySend);
  });

  it("[ID6] is let in where only members may read, once they have signed in", async () => {
    const { url: serverUrl } = await startServer({ jwtSecret, read: "members" });
    let token: string | null = null;
    const client = new Browser().visit({ serverUrl, streamId, token: () => token });
    const { connection } = await until(client, ({ connection }) => connection.status === "failed");
    expect(connection).toEqual({ status: "failed", reason: "sign-in-required" });
    token = await tokenOf("Mina");
    client.reauthenticate();
    expect((await untilLive(client)).me).toMatchObject({ userId: "Mina", maySend: true });
  });

  it("keeps the connection when a page sets another token of the same person", async () => {
    const clock = new SkippingClock();
    const { url: serverUrl } = await startServer({ jwtSecret }, { clock });
    const browser = new Browser();
    const client = browser.visit({ serverUrl, streamId, token: await tokenOf("Mina", "10m") });
    await untilLive(client);
    clock.skip(601_000);
    await until(client, ({ me }) => me?.reason === "token-expired");
    expect(client.changeToken(await tokenOf("Mina"))).toBe(true);
    await until(client, ({ me }) => me?.maySend === true);
    expect(browser.links).toHaveLength(1);
  });

  it("takes no other chat along that shares the connection and keeps its token", async () => {
    const { url: serverUrl } = await startServer({ jwtSecret });
    const browser = new Browser();
    const token = await tokenOf("Mina");
    const one = browser.visit({ serverUrl, streamId: "one", token });
    const two = browser.visit({ serverUrl, streamId: "two", token });
    await Promise.all([untilLive(one), untilLive(two)]);
    expect(one.changeToken(await tokenOf("Tom"))).toBe(false);
    expect(two.getSnapshot().me?.userId).toBe("Mina");
  });
});
