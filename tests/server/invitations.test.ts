import { inject, describe, expect, it, onTestFinished } from "vitest";
import type { ChatSession, InvitationView, SignInGrant, SignInRequest } from "#protocol";
import type { ChatServer } from "../../server/src/chat-server.ts";
import type { TestOverrides } from "../../server/src/create-chat-server.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import { openDatabase } from "../../server/src/storage/open-storage.ts";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { createDatabase } from "../support/postgres.ts";
import {
  acceptInvitation,
  invitationOf,
  PAGE,
  post,
  SECRET,
  startByForm,
  tryInvitation,
} from "../support/sign-in-api.ts";
import { standingClock } from "../support/standing-clock.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, next } from "../support/stock-client.ts";

const INVALID = { ok: false, error: { code: "invitation-invalid" } };

function start(options: ChatServerOptions = {}, overrides?: TestOverrides): Promise<ChatServer> {
  const usual = { guests: true, origins: [PAGE], adminToken: ADMIN_TOKEN };
  return startServer({ ...usual, ...options }, overrides);
}

/** One that limits the requests of an address, and is told the address. */
const BOUNDED = { rateLimit: "8/600s", trustProxy: ["127.0.0.1", "::1"] };

async function ownerOf(server: ChatServer, nickname = "달빛공방") {
  const { url } = await server.makeOwnerLink();
  return acceptInvitation(server.url, invitationOf(url), nickname);
}

function comeFrom(url: string, token: string, origin: string = url) {
  return connect(url, { auth: { token }, extraHeaders: { origin } });
}

/** Signs an invited person in for another origin, as the sign-in page does. */
async function signInElsewhere(url: string, session: string): Promise<ChatSession | undefined> {
  const api = `${url}/api/v1`;
  const begun = await post<SignInRequest>(`${api}/sign-in/requests`, { secret: SECRET });
  const { request } = begun.json as unknown as SignInRequest;
  const cookie = await startByForm(url, request);
  const granted = await post<SignInGrant>(
    `${api}/sign-in/requests/${request}/grant`,
    { session },
    url,
    cookie,
  );
  if (!granted.json.ok) return undefined;
  const { code } = granted.json;
  const redeemed = await post<ChatSession>(`${api}/chat-sessions`, {
    request,
    secret: SECRET,
    code,
  });
  return redeemed.json.ok ? redeemed.json : undefined;
}

describe("an owner's link", () => {
  it("[OL3] makes the person who accepts it an owner, on a server of guests alone", async () => {
    const server = await start();
    const { url, expiresAtMs } = await server.makeOwnerLink();
    expect(url).toMatch(new RegExp(`^${server.url}/sign-in/#invitation=[\\w-]{12}\\.[\\w-]{32}$`));
    expect(expiresAtMs - Date.now()).toBeGreaterThan(59 * 60_000);
    const owner = await acceptInvitation(server.url, invitationOf(url));
    expect(owner).toMatchObject({ role: "owner", person: { nickname: "달빛공방" } });
    expect(owner.person.userId).toMatch(/^invited:[\w-]{16}$/);

    const client = comeFrom(server.url, owner.token);
    expect((await join(client, "s1")).me).toMatchObject({ role: "owner", maySend: true });
    const { record } = (await ask(client, "moderate", {
      streamId: "s1",
      action: { kind: "set-mode", mode: { slowSeconds: 30 } },
    })) as unknown as { record: { kind: string } };
    expect(record.kind).toBe("set-mode");
  });

  it("[OL2] is used up by nobody who only looks: previews fetch the page, and the page asks", async () => {
    const server = await start();
    const { url } = await server.makeOwnerLink();
    const invitation = invitationOf(url);
    for (const agent of ["kakaotalk-scrap/1.0", "Slackbot-LinkExpanding 1.0", "Twitterbot/1.0"])
      await fetch(url, { headers: { "user-agent": agent } });
    for (let i = 0; i < 3; i++) {
      const { json } = await tryInvitation(server.url, "view", { invitation });
      expect(json as unknown as InvitationView).toMatchObject({ ok: true, role: "owner" });
    }
    expect((await acceptInvitation(server.url, invitation)).role).toBe("owner");
    expect((await tryInvitation(server.url, "view", { invitation })).json).toMatchObject(INVALID);
  });

  it("[OL3] works once: again, for two at the same time, and for a wrong name", async () => {
    const server = await start();
    const invitation = invitationOf((await server.makeOwnerLink()).url);
    const unnamed = await tryInvitation(server.url, "accept", { invitation, nickname: " " });
    expect(unnamed.json).toMatchObject({ error: { code: "invalid-nickname" } });
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        tryInvitation(server.url, "accept", { invitation, nickname: `Opener ${i}` }),
      ),
    );
    expect(all.filter(({ json }) => json.ok)).toHaveLength(1);
    for (const { json } of all) if (!json.ok) expect(json).toMatchObject(INVALID);
  });

  it("[OL3] cannot be guessed, nor half of it: every wrong one is answered alike", async () => {
    const server = await start();
    const invitation = invitationOf((await server.makeOwnerLink()).url);
    const [id = "", secret = ""] = invitation.split(".");
    const wrong = [
      ...["", ".", id, `${id}.`, `.${secret}`, `${id}.${secret.slice(1)}`, `${id}.${secret}a`],
      ...[`${id}.${"A".repeat(32)}`, `${"A".repeat(12)}.${secret}`, `${id}.${id}.${secret}`],
      ...[
        `${id.toUpperCase()}.${secret}`,
        `${id}.${secret}\0`,
        `x'.${secret}`,
        null,
        1,
        {},
        [],
        true,
      ],
      `${id}.${"x".repeat(5_000)}`,
    ];
    const answers = new Set<string>();
    for (const what of ["view", "accept"] as const)
      for (const one of wrong) {
        const { json, status } = await tryInvitation(server.url, what, {
          invitation: one,
          nickname: "Eve",
        });
        answers.add(JSON.stringify([json, status]));
      }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain("invitation-invalid");
    expect((await acceptInvitation(server.url, invitation)).role).toBe("owner");
  });

  it("[OL2] [OL3] is asked about by the server's own pages alone", async () => {
    const server = await start();
    const invitation = invitationOf((await server.makeOwnerLink()).url);
    for (const origin of [PAGE, "https://evil.example", "null"])
      for (const what of ["view", "accept"] as const) {
        const body = { invitation, nickname: "Eve" };
        expect((await tryInvitation(server.url, what, body, origin)).status).toBe(403);
      }
    // A form of another page sends no JSON, and its origin is that page's.
    const form = await fetch(`${server.url}/api/v1/sign-in/invitations/accept`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: new URLSearchParams({ invitation, nickname: "Eve" }),
    });
    expect(form.status).toBe(403);
    const get = await fetch(
      `${server.url}/api/v1/sign-in/invitations/accept?invitation=${invitation}&nickname=Eve`,
      { headers: { origin: server.url } },
    );
    expect(get.status).toBe(404);
    expect((await acceptInvitation(server.url, invitation)).role).toBe("owner");
  });

  it("[OL6] is one: a new one revokes the one before", async () => {
    const server = await start();
    const [first, second] = [await server.makeOwnerLink(), await server.makeOwnerLink()];
    expect(
      (await tryInvitation(server.url, "view", { invitation: invitationOf(first.url) })).json,
    ).toMatchObject(INVALID);
    expect((await acceptInvitation(server.url, invitationOf(second.url))).role).toBe("owner");
    const { status, body } = await apiOf(server.url).post("/owner-link");
    expect(status).toBe(200);
    expect((await acceptInvitation(server.url, invitationOf(body.url))).role).toBe("owner");
    expect((await apiOf(server.url, "x".repeat(40)).post("/owner-link")).status).toBe(401);
  });

  it("[OL6] is made at the start as long as nobody has become an owner by one", async () => {
    const server = await start();
    const first = await server.makeFirstOwnerLink();
    const again = await server.makeFirstOwnerLink();
    expect(first).toBeDefined();
    expect(again).not.toBe(first);
    const { person } = await acceptInvitation(server.url, invitationOf(again!));
    expect(await server.makeFirstOwnerLink()).toBeUndefined();
    await apiOf(server.url).delete(`/people/${person.userId}/sessions`);
    expect(await server.makeFirstOwnerLink()).toBeDefined();
  });

  it("[OL1] expires, by the database's clock", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const server = await start({ databaseUrl });
    const invitation = invitationOf((await server.makeOwnerLink()).url);
    const db = await openDatabase({ databaseUrl }, () => undefined);
    onTestFinished(() => db.destroy());
    const [row] = await db.selectFrom("invitations").selectAll().execute();
    expect(JSON.stringify(row)).not.toContain(invitation.split(".")[1]);
    await db.updateTable("invitations").set({ expires_at: row!.created_at }).execute();
    for (const what of ["view", "accept"] as const)
      expect(
        (await tryInvitation(server.url, what, { invitation, nickname: "Eve" })).json,
      ).toMatchObject(INVALID);
  });

  it("[OL3] [OL6] is used once on all nodes together, and stays where another has shown it", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const [here, there] = [await start({ databaseUrl }), await start({ databaseUrl })];
    const shown = await here.makeFirstOwnerLink();
    expect(await there.makeFirstOwnerLink()).toBeUndefined();
    const invitation = invitationOf(shown!);
    const all = await Promise.all(
      [here, there, here, there].map(({ url }) =>
        tryInvitation(url, "accept", { invitation, nickname: "Opener" }),
      ),
    );
    expect(all.filter(({ json }) => json.ok)).toHaveLength(1);
    expect(await there.makeFirstOwnerLink()).toBeUndefined();
  });

  it("[OL8] can be tried 30 times a minute from an address", async () => {
    const server = await start(BOUNDED, { clock: standingClock() });
    const from = (address: string) =>
      fetch(`${server.url}/api/v1/sign-in/invitations/accept`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          origin: server.url,
          "x-forwarded-for": address,
        },
        body: JSON.stringify({ invitation: "AAAAAAAAAAAA.x", nickname: "Eve" }),
      });
    const statuses = [];
    for (let i = 0; i < 40; i++) statuses.push((await from("203.0.113.9")).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    expect((await from("198.51.100.7")).status).toBe(401);
  });
});

describe("somebody who became an owner by a link", () => {
  it("[OL4] has an id that no token can bring, and a session like any other", async () => {
    const server = await start();
    const owner = await ownerOf(server);
    const refreshed = await post<ChatSession>(
      `${server.url}/api/v1/chat-sessions/refresh`,
      { refreshHandle: owner.refreshHandle },
      server.url,
    );
    const { token, person } = refreshed.json as unknown as ChatSession;
    expect(person.userId).toBe(owner.person.userId);
    const client = comeFrom(server.url, token);
    expect((await join(client, "s1")).me.role).toBe("owner");
    // Bound to the origin that it was opened on.
    expect((await join(comeFrom(server.url, token, PAGE), "s1")).me.role).toBe("viewer");

    const { body } = await apiOf(server.url).get(`/people/${person.userId}/sessions`);
    expect(body.sessions).toMatchObject([{ origin: server.url, nickname: "달빛공방" }]);
    const changed = next(client, "me-changed");
    await apiOf(server.url).delete(`/people/${person.userId}/sessions`);
    expect((await changed).me).toMatchObject({ maySend: false, reason: "token-expired" });
  });

  it("[OL5] signs in on a page of another origin, and is an owner there", async () => {
    const server = await start();
    const owner = await ownerOf(server);
    const there = await signInElsewhere(server.url, owner.token);
    expect(there?.person).toMatchObject({ userId: owner.person.userId, nickname: "달빛공방" });
    expect((await join(comeFrom(server.url, there!.token, PAGE), "s1")).me.role).toBe("owner");
    // What the page of another origin has opens no further door.
    expect(await signInElsewhere(server.url, there!.token)).toBeUndefined();
    await apiOf(server.url).delete(`/people/${owner.person.userId}/sessions`);
    expect(await signInElsewhere(server.url, owner.token)).toBeUndefined();
  });

  it("[OL5] is nobody by a token of a session that no link has led to", async () => {
    const server = await startServer({ adminToken: ADMIN_TOKEN });
    const begun = await post<SignInRequest>(
      `${server.url}/api/v1/sign-in/requests`,
      { secret: SECRET },
      server.url,
    );
    const { request } = begun.json as unknown as SignInRequest;
    const cookie = await startByForm(server.url, request, server.url);
    const api = `${server.url}/api/v1`;
    const granted = await post<SignInGrant>(
      `${api}/sign-in/requests/${request}/grant`,
      { demoName: "Tom" },
      server.url,
      cookie,
    );
    const { code } = granted.json as unknown as SignInGrant;
    const own = await post<ChatSession>(
      `${api}/chat-sessions`,
      { request, secret: SECRET, code },
      server.url,
    );
    const { token } = own.json as unknown as ChatSession;
    for (const session of [token, "", "x", null, {}, `${token}x`])
      expect(await signInElsewhere(server.url, session as string)).toBeUndefined();
  });
});

describe("a moderator's link", () => {
  it("[OL4] [OL7] makes a moderator of its stream alone, whom the owner can demote", async () => {
    const server = await start();
    const owner = await ownerOf(server);
    const api = apiOf(server.url, owner.token, { origin: server.url });
    const { body } = await api.post("/streams/s1/invitations");
    expect(body.invitation).toMatchObject({ streamId: "s1", invitedBy: owner.person.userId });
    expect((await api.get("/streams/s1/invitations")).body.invitations).toEqual([body.invitation]);
    // As a browser asks on a page of the server itself, and on another site's.
    const listAs = (site: string) =>
      apiOf(server.url, owner.token, { "sec-fetch-site": site }).get("/streams/s1/invitations");
    expect((await listAs("same-origin")).body.invitations).toEqual([body.invitation]);
    expect((await listAs("cross-site")).status).toBe(401);
    const moderator = await acceptInvitation(server.url, invitationOf(body.url), "소라");
    expect(moderator).toMatchObject({ role: "moderator", streamId: "s1" });
    expect((await api.get("/streams/s1/invitations")).body.invitations).toEqual([]);

    const client = comeFrom(server.url, moderator.token);
    expect((await join(client, "s1")).me.role).toBe("moderator");
    expect((await join(client, "s2")).me.role).toBe("member");
    const [record] = (await api.get("/streams/s1/audit")).body.records;
    expect(record).toMatchObject({
      kind: "appoint",
      by: { userId: owner.person.userId },
      person: { nickname: "소라" },
    });
    // Nobody else takes the name.
    const guest = connect(server.url);
    expect(
      await ask(guest, "join-room", { streamId: "s1", user: { nickname: "소라" } }),
    ).toMatchObject({ error: { code: "name-taken" } });
    const changed = next(client, "me-changed");
    const demote = { kind: "appoint", userId: moderator.person.userId, role: "member" };
    expect((await api.post("/streams/s1/actions", demote)).status).toBe(200);
    expect((await changed).me.role).toBe("member");
  });

  it("[OL7] is made by owners alone, can be revoked, and goes with who made it", async () => {
    const server = await start();
    const owner = await ownerOf(server);
    const api = apiOf(server.url, owner.token, { origin: server.url });
    const made = [(await api.post("/streams/s1/invitations")).body];
    made.push((await api.post("/streams/s1/invitations", { expiresInHours: 1 })).body);
    expect(made[1].invitation.expiresAtMs - made[1].invitation.createdAtMs).toBe(3_600_000);
    for (const expiresInHours of [0, -1, 169, "1"])
      expect((await api.post("/streams/s1/invitations", { expiresInHours })).status).toBe(400);

    expect((await api.delete(`/streams/s2/invitations/${made[0].invitation.id}`)).status).toBe(404);
    expect((await api.delete(`/streams/s1/invitations/${made[0].invitation.id}`)).status).toBe(200);
    expect((await api.delete(`/streams/s1/invitations/${made[0].invitation.id}`)).status).toBe(404);
    expect(await acceptInvitation(server.url, invitationOf(made[0].url))).toMatchObject(INVALID);

    const { body } = await api.post("/streams/s1/invitations");
    const moderator = await acceptInvitation(server.url, invitationOf(body.url), "소라");
    const asModerator = apiOf(server.url, moderator.token, { origin: server.url });
    expect((await asModerator.post("/streams/s1/invitations")).status).toBe(403);
    expect((await asModerator.get("/streams/s1/invitations")).status).toBe(403);
    expect((await apiOf(server.url, "").post("/streams/s1/invitations")).status).toBe(401);

    await apiOf(server.url).delete(`/people/${owner.person.userId}/sessions`);
    await eventually(
      "the owner's end",
      async () => (await api.get("/streams/s1/state")).status === 401,
    );
    expect(await acceptInvitation(server.url, invitationOf(made[1].url))).toMatchObject(INVALID);
  });

  it("[OL7] of a stream, 50 can wait", async () => {
    const server = await start();
    const api = apiOf(server.url);
    for (let i = 0; i < 50; i++)
      expect((await api.post("/streams/s1/invitations")).status).toBe(200);
    expect((await api.post("/streams/s1/invitations")).status).toBe(409);
    expect((await api.post("/streams/s2/invitations")).status).toBe(200);
  });
});
