import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeOwnerLink } from "../../server/src/auth/invitation-link.ts";
import { EndedSessions } from "../../server/src/chat/participants/ended-sessions.ts";
import { StoreClock } from "../../server/src/chat/ports/store-clock.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import type { TestOverrides } from "../../server/src/create-chat-server.ts";
import { openDatabase, openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { acceptInvitation, PAGE, post, signIn } from "../support/sign-in-api.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, next } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";

const READ_ONLY = { maySend: false, reason: "token-expired" };

function newDatabase(): string {
  return `sqlite:${path.join(temporaryFolder(), "chat.db")}`;
}

/** Two nodes of one database that do not hear each other. */
async function startDeafNodes(
  options: ChatServerOptions = {},
  overrides: [TestOverrides, TestOverrides] = [{}, {}],
): Promise<[string, string]> {
  const databaseUrl = newDatabase();
  const here = await startServer({ databaseUrl, ...options }, overrides[0]);
  const there = await startServer({ databaseUrl, ...options }, overrides[1]);
  return [here.url, there.url];
}

function comeWith(url: string, token: string) {
  return connect(url, { auth: { token }, extraHeaders: { origin: PAGE }, transports: ["polling"] });
}

/** A clock that is wrong by so much. */
function skewed(ms: number) {
  return { ...systemClock, nowMs: () => systemClock.nowMs() + ms };
}

describe("a session that was ended at one node", () => {
  it("[SI6] is over at another that hears nothing of it: connections, new ones, and fresh tokens", async () => {
    const [here, there] = await startDeafNodes();
    const { token, refreshHandle } = await signIn(here);
    const [before, waiting] = [comeWith(there, token), comeWith(there, token)];
    for (const client of [before, waiting])
      expect((await join(client, "s1")).me.maySend).toBe(true);
    const changed = next(before, "me-changed");
    await post(`${here}/api/v1/chat-sessions/revoke`, { refreshHandle });
    expect((await changed).me).toMatchObject(READ_ONLY);
    expect((await join(comeWith(there, token), "s1")).me).toMatchObject(READ_ONLY);
    expect(await ask(waiting, "authenticate", { token })).toMatchObject({
      error: { code: "token-expired" },
    });
  });

  it("[SI6] is refused by the HTTP interface of the other node", async () => {
    const databaseUrl = newDatabase();
    const [here, there] = await startDeafNodes({ databaseUrl });
    const { invitations, log } = await openStorage({ databaseUrl }, systemClock);
    const made = await makeOwnerLink(invitations, false);
    await log.close();
    const { token, refreshHandle } = await acceptInvitation(here, made!.invitation);
    const owner = apiOf(there, token, { origin: here });
    expect((await owner.get("/streams/s1/state")).status).toBe(200);
    await post(`${here}/api/v1/chat-sessions/revoke`, { refreshHandle }, here);
    await eventually("the refusal", async () => {
      const { status } = await owner.get("/streams/s1/state");
      return status === 401;
    });
  });
});

describe("a person's sessions", () => {
  it("[AD11] are listed and ended by the operator, on every node", async () => {
    const [here, there] = await startDeafNodes({ adminToken: ADMIN_TOKEN });
    const sessions = [await signIn(here), await signIn(here)];
    const other = await signIn(here, { demoName: "Tom" });
    const { userId } = sessions[0]!.person;
    const client = comeWith(there, sessions[0]!.token);
    await join(client, "s1");

    const path = `/people/${userId}/sessions`;
    const { body } = await apiOf(here).get(path);
    expect(body.sessions).toHaveLength(2);
    expect(body.sessions[0]).toMatchObject({ origin: PAGE, nickname: "민지" });

    const changed = next(client, "me-changed");
    expect((await apiOf(here).delete(path)).body).toMatchObject({ ended: 2 });
    expect((await changed).me).toMatchObject(READ_ONLY);
    expect((await apiOf(here).get(path)).body.sessions).toEqual([]);
    for (const { refreshHandle } of sessions)
      expect((await refresh(here, refreshHandle)).status).toBe(401);
    expect((await refresh(there, other.refreshHandle)).status).toBe(200);

    const id = (await apiOf(here).get(`/people/${other.person.userId}/sessions`)).body.sessions[0]
      .id;
    const one = `/people/${other.person.userId}/sessions/${id}`;
    expect((await apiOf(here).delete(`${path}/${id}`)).status).toBe(404);
    expect((await apiOf(here).delete(one)).body).toMatchObject({ ended: 1 });
    expect((await apiOf(here).delete(one)).status).toBe(404);
  });

  it("[AD3] end when the person's messages are deleted, and keep no name", async () => {
    const databaseUrl = newDatabase();
    const { url } = await startServer({ databaseUrl, adminToken: ADMIN_TOKEN });
    const { person, refreshHandle } = await signIn(url);
    await apiOf(url).delete(`/people/${person.userId}/messages`);
    expect((await refresh(url, refreshHandle)).status).toBe(401);
    const database = await openDatabase({ databaseUrl }, () => undefined);
    onTestFinished(() => database.destroy());
    const rows = await database.selectFrom("chat_sessions").select("person").execute();
    expect(rows.map((row) => row.person)).toEqual(["{}"]);
  });

  it("[SI5] all end when the server's secret is renewed", async () => {
    const databaseUrl = newDatabase();
    const first = await startServer({ databaseUrl, sessionSecret: "a".repeat(32) });
    const { refreshHandle } = await signIn(first.url);
    const { url } = await startServer({ databaseUrl, sessionSecret: "b".repeat(32) });
    expect((await refresh(url, refreshHandle)).status).toBe(401);
  });
});

describe("nodes whose clocks differ", () => {
  it.each([3_600_000, -3_600_000])(
    "[ID11] by %d ms sign people in, keep them, and refresh their sessions, alike",
    async (skewMs) => {
      const [here, there] = await startDeafNodes({}, [{}, { clock: skewed(skewMs) }]);
      const atHere = await signIn(here);
      // The other node takes the token, and gives one that the first takes.
      expect((await join(comeWith(there, atHere.token), "s1")).me.maySend).toBe(true);
      const atThere = await refresh(there, atHere.refreshHandle);
      expect(atThere).toMatchObject({ status: 200 });
      expect((await join(comeWith(here, atThere.session.token), "s1")).me.maySend).toBe(true);
      expect(Math.abs(atThere.session.expiresAtMs - Date.now() - 600_000)).toBeLessThan(60_000);
      // The grace of the handle before is by one clock, too.
      expect((await refresh(here, atHere.refreshHandle)).status).toBe(200);
      // Requests and codes of one are taken by the other.
      expect((await signIn(there)).token).toBeTruthy();
    },
  );
});

async function refresh(url: string, refreshHandle: string) {
  const { status, json } = await post(`${url}/api/v1/chat-sessions/refresh`, { refreshHandle });
  return { status, session: json as unknown as Awaited<ReturnType<typeof signIn>> };
}

describe("the sessions that a node knows to have ended", () => {
  it("[SI6] are read with an overlap, told once, and remembered for longer than a token lasts", async () => {
    const clock = new FakeClock();
    const asked: number[] = [];
    let ids: string[] = [];
    let isAway = false;
    const endedSince = (sinceMs: number) => {
      asked.push(clock.nowMs() - sinceMs);
      return isAway
        ? Promise.reject(new Error("away"))
        : Promise.resolve({ nowMs: clock.nowMs(), ids });
    };
    const ended = new EndedSessions({ endedSince }, new StoreClock(clock));
    await ended.read();
    clock.pass(1_000);
    ids = ["x"];
    expect([await ended.read(), await ended.read()]).toEqual([["x"], []]);
    isAway = true;
    clock.pass(60_000);
    await expect(ended.read()).rejects.toThrow();
    isAway = false;
    await ended.read();
    // All that a failed read would have brought is asked for again.
    expect(asked).toEqual([910_000, 11_000, 10_000, 70_000, 70_000]);
    ids = [];
    clock.pass(839_000);
    await ended.read();
    expect(ended.has("x")).toBe(true);
    clock.pass(1_000);
    await ended.read();
    expect(ended.has("x")).toBe(false);
  });
});
