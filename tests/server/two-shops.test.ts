import { describe, expect, it } from "vitest";
import type { Answer, ModerationAction } from "#protocol";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, tokenOf, type JoinedClient } from "../support/staff.ts";
import { invitationOf, acceptInvitation, tryInvitation } from "../support/sign-in-api.ts";
import { startServer } from "../support/start-server.ts";
import { ask } from "../support/stock-client.ts";
import { connect } from "../support/connect.ts";

/*
 * Two shops on one server: whoever runs one of them reaches nothing of the other, over HTTP and
 * over sockets. (SPEC CH2, AD1, AD12, OL7)
 */
const OURS = "moonlight:1";
const SECRET_WORD = "launch-price";

const SECRETS: readonly ModerationAction[] = [
  { kind: "set-name", name: "Moonlight Shop" },
  {
    kind: "set-filters",
    rules: [{ id: "own", kind: "words", words: [SECRET_WORD], action: { kind: "refuse" } }],
  },
  { kind: "set-mode", mode: { slowSeconds: 7 } },
  { kind: "appoint", userId: "anna", role: "moderator" },
  { kind: "ban", userId: "tom", reason: "our-reason" },
  { kind: "note", userId: "tom", text: "our-note" },
];
/** What none of the neighbour's answers may have. */
const OF_OURS = /Moonlight Shop|launch-price|our-reason|our-note|anna|slowSeconds/;

/** Everybody of the other shop, and whoever is less than an owner in this one. */
const STRANGERS: Readonly<Record<string, object>> = {
  "the other shop's owner": { chat_roles: { "sunrise:*": "owner" } },
  "an owner of both but this": {
    chat_role: "owner",
    chat_roles: { "moonlight:*": "member", "sunrise:*": "owner" },
  },
  "a name that looks alike": { chat_roles: { "Moonlight:*": "owner", "moonlight*": "owner" } },
  "a channel below": { chat_roles: { "moonlight:1:*": "owner", "moonlight::*": "owner" } },
  "an owner of every key that is none": { chat_roles: { "*": "owner", ":*": "owner" } },
};

async function shops() {
  const server = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN, guests: true });
  const boss = await joinAs(server.url, "boss", "member", {
    streamId: OURS,
    claims: { chat_roles: { "moonlight:*": "owner" } },
  });
  const records = [];
  for (const action of SECRETS) records.push(recordOf(await boss.does(action, "channel")));
  expect(codeOf(await boss.say("hello"))).toBeUndefined();
  return { url: server.url, boss, records };
}

/** What a client asks of a stream that it may not have joined. */
function tries(client: JoinedClient, streamId: string) {
  return async (event: string, payload: object = {}): Promise<Answer<object>> =>
    ask(client.client, event as "load-staff", { streamId, ...payload });
}

describe("two shops on one server", () => {
  it("[CH2] over sockets, the other shop reads nothing of this one and does nothing to it", async () => {
    const { url, boss, records } = await shops();
    for (const [who, claims] of Object.entries(STRANGERS)) {
      const own = await joinAs(url, "eve", "member", { streamId: "sunrise:1", claims });
      // Once without having joined a show of the shop, and once as a viewer of it.
      for (const streamId of [OURS, "moonlight:2"]) {
        if (streamId !== OURS) await ask(own.client, "join-room", { streamId });
        const asked = tries(own, streamId);
        for (const scope of ["channel", "stream", undefined] as const)
          for (const event of [
            "load-staff",
            "load-channel",
            "load-filters",
            "load-audit",
            "load-sanctions",
            "load-queue",
            "load-pulse",
            "load-report",
          ]) {
            const answer = await asked(event, scope && { scope });
            expect([who, event, codeOf(answer)]).toEqual([who, event, expect.any(String)]);
            expect(JSON.stringify(answer)).not.toMatch(OF_OURS);
          }
        for (const extra of [{ userId: "tom" }, { text: SECRET_WORD }])
          for (const event of ["load-person", "try-filter"])
            expect(JSON.stringify(await asked(event, extra))).not.toMatch(/our-|"own"/);
        for (const action of [
          ...SECRETS,
          { kind: "lift", userId: "tom" },
          { kind: "appoint", userId: "eve", role: "moderator" },
          ...records.map(({ id }) => ({ kind: "undo", actionId: id })),
        ])
          for (const scope of ["channel", "stream"] as const)
            expect([who, action.kind, codeOf(await asked("moderate", { action, scope }))]).toEqual([
              who,
              action.kind,
              expect.any(String),
            ]);
      }
      // An undo in one's own channel finds nothing of the other's, whose record has that id.
      for (const { id } of records)
        expect(codeOf(await own.does({ kind: "undo", actionId: id }, "channel"))).toMatch(
          /not-found|forbidden/,
        );
    }
    const { channel } = (await tries(boss, OURS)("load-channel")) as unknown as {
      channel: object;
    };
    expect(channel).toEqual({
      channelId: "moonlight",
      name: "Moonlight Shop",
      mode: { slowSeconds: 7 },
    });
  });

  it("[AD1][AD12] over HTTP, the other shop reads nothing of this one and does nothing to it", async () => {
    const { url, records } = await shops();
    const reads = [
      ...["", "/audit", "/sanctions", "/staff", "/filters", "/invitations", "/people/tom"].map(
        (what) => `/channels/moonlight${what}`,
      ),
      ...["", "/audit", "/sanctions", "/staff", "/filters", "/invitations", "/people/tom"].map(
        (what) => `/streams/${OURS}${what}`,
      ),
      ...["/queue", "/state", "/report"].map((what) => `/streams/${OURS}${what}`),
    ];
    for (const [who, claims] of Object.entries(STRANGERS)) {
      const api = apiOf(url, await tokenOf("eve", claims));
      for (const path of reads) {
        const { status, body } = await api.get(path);
        expect([who, path, status]).toEqual([who, path, 403]);
        expect(JSON.stringify(body)).not.toMatch(OF_OURS);
      }
      for (const path of ["/channels/moonlight/audit.ndjson", `/streams/${OURS}/report.csv`]) {
        const answer = await fetch(`${url}/api/v1${path}`, {
          headers: { authorization: `Bearer ${await tokenOf("eve", claims)}` },
        });
        expect([who, path, answer.status]).toEqual([who, path, 403]);
      }
      const acts = [...SECRETS, ...records.map(({ id }) => ({ kind: "undo", actionId: id }))];
      for (const action of acts)
        for (const path of [
          "/channels/moonlight/actions",
          `/streams/${OURS}/actions`,
          `/streams/${OURS}/actions?scope=channel`,
        ])
          expect([who, path, (await api.post(path, action)).status]).toEqual([who, path, 403]);
      expect((await api.put("/channels/moonlight", { name: "Mine" })).status).toBe(403);
      expect((await api.post("/channels/moonlight/invitations")).status).toBe(403);
      expect((await api.post(`/streams/${OURS}/invitations`)).status).toBe(403);
      const tried = await api.post("/channels/moonlight/filters/try", { text: SECRET_WORD });
      expect(tried.status).toBe(403);
    }
    // A list of streams shows whoever asks their own alone.
    const token = await tokenOf("eve", STRANGERS["the other shop's owner"]);
    const { body } = await apiOf(url, token).get("/staff/streams");
    expect(JSON.stringify(body)).not.toContain("moonlight");
    const of = await apiOf(url, token).get("/staff/streams?channel=moonlight");
    expect(of.body.streams).toEqual([]);
  });

  it("[OL7] links of one channel are neither listed, nor revoked, nor of use in the other", async () => {
    const server = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN, guests: true });
    const { url } = server;
    const apiFor = async (channel: string) =>
      apiOf(
        url,
        await tokenOf(`boss-of-${channel}`, { chat_roles: { [`${channel}:*`]: "owner" } }),
      );
    const [ours, theirs] = [await apiFor("moonlight"), await apiFor("sunrise")];
    const { body } = await ours.post("/channels/moonlight/invitations");
    const { id } = body.invitation as { id: string };
    expect((await theirs.delete(`/channels/moonlight/invitations/${id}`)).status).toBe(403);
    // Under a path that is theirs, the id of another channel's link names nothing.
    for (const path of ["/channels/sunrise", "/streams/sunrise:1", "/streams/sunrise:moonlight"])
      expect((await theirs.delete(`${path}/invitations/${id}`)).status).toBe(404);
    expect((await ours.delete(`/streams/${OURS}/invitations/${id}`)).status).toBe(404);
    expect((await theirs.get("/channels/sunrise/invitations")).body.invitations).toEqual([]);
    expect((await ours.get(`/streams/${OURS}/invitations`)).body.invitations).toEqual([]);

    const moderator = await acceptInvitation(url, invitationOf(body.url), "소라");
    expect(moderator).toMatchObject({ role: "moderator", channelId: "moonlight" });
    const client = connect(url, {
      auth: { token: moderator.token },
      extraHeaders: { origin: url },
    });
    for (const [streamId, role] of [
      [OURS, "moderator"],
      ["moonlight:next", "moderator"],
      ["sunrise:1", "member"],
      ["moonlight", "member"],
    ] as const)
      expect([
        streamId,
        ((await ask(client, "join-room", { streamId })) as unknown as { me: { role: string } }).me
          .role,
      ]).toEqual([streamId, role]);
    // A moderator makes no moderators, of whatever channel.
    const asModerator = apiOf(url, moderator.token, { origin: url });
    for (const channel of ["moonlight", "sunrise", "~"])
      expect((await asModerator.post(`/channels/${channel}/invitations`)).status).toBe(403);
  });
});

describe("a channel's link", () => {
  it("[OL4][OL7] makes a moderator of all of its streams, whom an owner can demote", async () => {
    const server = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN, guests: true });
    const { url } = server;
    const boss = await joinAs(url, "boss", "member", {
      streamId: OURS,
      claims: { chat_roles: { "moonlight:*": "owner" } },
    });
    await boss.does({ kind: "set-name", name: "달빛공방" }, "channel");
    const owner = apiOf(url, await tokenOf("boss", { chat_roles: { "moonlight:*": "owner" } }));
    const { body } = await owner.post("/channels/moonlight/invitations", { expiresInHours: 1 });
    expect(body.invitation).toMatchObject({ channelId: "moonlight", invitedBy: "boss" });
    expect(body.invitation).not.toHaveProperty("streamId");
    expect((await owner.get("/channels/moonlight/invitations")).body.invitations).toEqual([
      body.invitation,
    ]);
    const invitation = invitationOf(body.url);
    const { json } = await tryInvitation(url, "view", { invitation });
    expect(json).toEqual({
      ok: true,
      role: "moderator",
      channelId: "moonlight",
      channelName: "달빛공방",
      expiresAtMs: body.invitation.expiresAtMs,
    });
    const { person } = await acceptInvitation(url, invitation, "소라");
    expect((await owner.get("/channels/moonlight/staff")).body.staff).toEqual([
      { userId: person.userId, nickname: "소라", role: "moderator" },
    ]);
    const [record] = (await owner.get("/channels/moonlight/audit")).body.records;
    expect(record).toMatchObject({ kind: "appoint", by: { userId: "boss" }, undoable: true });
    // Her name is nobody else's in any of its shows. (SPEC CH10)
    const guest = connect(url);
    expect(
      await ask(guest, "join-room", { streamId: "moonlight:2", user: { nickname: "소라" } }),
    ).toMatchObject({ error: { code: "name-taken" } });
    await boss.does({ kind: "undo", actionId: record.id }, "channel");
    expect((await owner.get("/channels/moonlight/staff")).body.staff).toEqual([]);
  });

  it("[OL7] of a channel, 50 can wait, and those of its streams are counted apart", async () => {
    const server = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const api = apiOf(server.url);
    for (let i = 0; i < 50; i++)
      expect((await api.post("/channels/moonlight/invitations")).status).toBe(200);
    expect((await api.post("/channels/moonlight/invitations")).status).toBe(409);
    expect((await api.post(`/streams/${OURS}/invitations`)).status).toBe(200);
    expect((await api.post("/channels/~/invitations")).status).toBe(200);
  });
});
