import { describe, expect, it } from "vitest";
import type { AuditRecord, FilterRule, Me, ModerationAction } from "#protocol";
import { toMember } from "../../server/src/auth/claims.ts";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, tokenOf, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, next } from "../support/stock-client.ts";

const SHOW = "moonlight:1";
const NEXT_SHOW = "moonlight:2";

/** Joins with a token that gives roles in some streams or channels. */
function joinWith(
  url: string,
  userId: string,
  streamId: string,
  claims: object = {},
): Promise<JoinedClient> {
  return joinAs(url, userId, "member", { streamId, claims });
}

const ownerOf = (channel: string) => ({ chat_roles: { [`${channel}:*`]: "owner" } });
const moderatorOf = (channel: string) => ({ chat_roles: { [`${channel}:*`]: "moderator" } });

async function read(client: JoinedClient, event: string, streamId: string, scope?: "channel") {
  const answer = await ask(client.client, event as "load-audit", {
    streamId,
    ...(scope && { scope }),
  });
  return answer as unknown as { ok: boolean; records: AuditRecord[] };
}

describe("a channel", () => {
  it("[CH3][CH4] a person who was banned in one show does not write in the next, until the ban is undone", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    const tom = await joinWith(url, "tom", NEXT_SHOW);
    const elsewhere = await joinWith(url, "tom", "sunrise:1");
    const told = next(tom.client, "me-changed");
    const ban = await boss.does({ kind: "ban", userId: "tom", reason: "rude" }, "channel");
    expect((await told).me).toMatchObject({ reason: "banned", note: "rude", maySend: false });
    expect(codeOf(await tom.say("hi"))).toBe("banned");
    const late = await joinWith(url, "tom", "moonlight:2027");
    expect(late.joined.me).toMatchObject({ reason: "banned", note: "rude" });
    expect(codeOf(await late.say("hi"))).toBe("banned");
    expect(codeOf(await elsewhere.say("hi"))).toBeUndefined();
    const free = next(tom.client, "me-changed");
    await boss.does({ kind: "undo", actionId: recordOf(ban).id }, "channel");
    expect((await free).me.maySend).toBe(true);
    expect(codeOf(await tom.say("hi"))).toBeUndefined();
    // Without a scope, it is of the stream alone, as it was before there were channels.
    await boss.does({ kind: "ban", userId: "tom" });
    expect(codeOf(await tom.say("still here"))).toBeUndefined();
  });

  it("[CH1] streams without a channel, and those whose id begins with a colon, are of the server's own", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinAs(url, "boss", "owner", { streamId: "lobby" });
    expect(boss.joined.me.channel).toEqual({ id: "~", role: "owner" });
    await boss.does({ kind: "ban", userId: "tom" }, "channel");
    for (const [streamId, code] of [
      ["lobby", "banned"],
      ["another", "banned"],
      [":lobby", "banned"],
      ["::", "banned"],
      ["lobby:1", undefined],
      ["Lobby:", undefined],
      ["_:lobby", undefined],
      [`${"x".repeat(127)}:`, undefined],
    ] as const)
      expect([streamId, codeOf(await (await joinWith(url, "tom", streamId)).say("?"))]).toEqual([
        streamId,
        code,
      ]);
  });

  it("[CH5] of two sanctions the longer counts, whichever scope it is of", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    const tom = await joinWith(url, "tom", SHOW);
    await boss.does({ kind: "timeout", userId: "tom", seconds: 60 });
    await boss.does({ kind: "ban", userId: "tom", seconds: 600 }, "channel");
    const banned = await tom.say("1");
    expect(codeOf(banned)).toBe("banned");
    expect(!banned.ok && banned.error.retryAfterMs).toBeGreaterThan(590_000);
    await boss.does({ kind: "timeout", userId: "tom", seconds: 3_600 });
    expect(codeOf(await tom.say("2"))).toBe("timed-out");
    await boss.does({ kind: "lift", userId: "tom" });
    expect(codeOf(await tom.say("3"))).toBe("banned");
    await boss.does({ kind: "ban", userId: "tom" });
    await boss.does({ kind: "shadow", userId: "tom" }, "channel");
    // Both have no end: the one that lets less through.
    expect(codeOf(await tom.say("4"))).toBe("banned");
    await boss.does({ kind: "lift", userId: "tom" });
    expect(codeOf(await tom.say("5"))).toBeUndefined();
    const viewer = await joinWith(url, "anna", SHOW);
    expect(JSON.stringify(viewer.joined)).not.toContain('"5"');
  });

  it("[CH5] a guest who is banned with their address is kept out of all shows, also under a new name", async () => {
    const { url } = await startServer({ ...SIGN_IN, trustProxy: ["127.0.0.1/32"] });
    const from = (address: string) => ({ extraHeaders: { "x-forwarded-for": address } });
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    const { me } = await join(connect(url, from("198.51.100.7")), SHOW, "Spammer");
    await boss.does({ kind: "ban", userId: me.userId, withAddress: true }, "channel");
    const again = await join(connect(url, from("198.51.100.7")), NEXT_SHOW, "Another");
    expect(again.me).toMatchObject({ reason: "banned" });
    const neighbour = await join(connect(url, from("198.51.100.8")), NEXT_SHOW, "Neighbour");
    expect(neighbour.me.maySend).toBe(true);
  });

  it("[CH6] its staff receive me.channel in each of its streams, and when it changes", async () => {
    const { url } = await startServer({
      ...SIGN_IN,
      adminToken: "a".repeat(32),
      origins: "*",
    });
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    expect(boss.joined.me).toMatchObject({
      role: "owner",
      channel: { id: "moonlight", role: "owner" },
    });
    const anna = await joinWith(url, "anna", NEXT_SHOW);
    expect(anna.joined.me.channel).toBeUndefined();
    const appointed = next(anna.client, "me-changed") as Promise<{ me: Me }>;
    await boss.does({ kind: "appoint", userId: "anna", role: "moderator" }, "channel");
    expect((await appointed).me).toMatchObject({
      role: "moderator",
      channel: { id: "moonlight", role: "moderator" },
    });
    const named = next(anna.client, "me-changed") as Promise<{ me: Me }>;
    const answer = await fetch(`${url}/api/v1/channels/moonlight`, {
      method: "PUT",
      headers: { authorization: `Bearer ${"a".repeat(32)}`, "content-type": "application/json" },
      body: JSON.stringify({ name: " 달빛공방 " }),
    });
    expect(await answer.json()).toEqual({
      ok: true,
      channel: { channelId: "moonlight", name: "달빛공방", mode: {} },
    });
    expect((await named).me.channel).toMatchObject({ name: "달빛공방" });
    // Nobody is staff in a stranger's frame. (SPEC EM7)
    const framed = connect(url, {
      auth: { token: await tokenOf("boss", ownerOf("moonlight")), framed: true },
    });
    expect((await join(framed, SHOW)).me.channel).toBeUndefined();
  });

  it("[CH2] staff of one stream do nothing to its channel, and read nothing of it", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    await boss.does({ kind: "ban", userId: "tom" }, "channel");
    const owner = await joinWith(url, "own", SHOW, { chat_roles: { [SHOW]: "owner" } });
    await boss.does({ kind: "appoint", userId: "mod", role: "moderator" });
    const mod = await joinWith(url, "mod", SHOW);
    const other = await joinWith(url, "oth", "sunrise:1", ownerOf("sunrise"));
    const actions: ModerationAction[] = [
      { kind: "ban", userId: "anna" },
      { kind: "shadow", userId: "anna" },
      { kind: "lift", userId: "tom" },
      { kind: "appoint", userId: "own", role: "moderator" },
      { kind: "set-filters", rules: [] },
      { kind: "set-mode", mode: { frozen: true } },
      { kind: "note", userId: "tom", text: "x" },
    ];
    for (const person of [owner, mod])
      for (const action of actions)
        expect(codeOf(await person.does(action, "channel"))).toBe("forbidden");
    for (const event of ["load-audit", "load-sanctions", "load-staff", "load-filters"])
      for (const person of [owner, mod])
        expect(await read(person, event, SHOW, "channel")).toMatchObject({
          error: { code: "forbidden" },
        });
    // From their own channel, others reach nothing of this one, whatever stream they name.
    for (const streamId of [SHOW, "moonlight:*", "moonlight", "sunrise:1:../moonlight:1"])
      expect(
        (
          await ask(other.client, "moderate", {
            streamId,
            action: actions[0]!,
            scope: "channel",
          })
        ).ok,
      ).toBe(false);
    const { records } = await read(boss, "load-audit", SHOW, "channel");
    const undo = { kind: "undo", actionId: records[0]!.id } as const;
    for (const [person, scope] of [
      [owner, "channel"],
      [owner, "stream"],
      [mod, "stream"],
      [other, "channel"],
    ] as const)
      expect((await person.does(undo, scope)).ok).toBe(false);
    expect((await read(boss, "load-audit", SHOW, "channel")).records).toHaveLength(1);
    expect(codeOf(await (await joinWith(url, "tom", NEXT_SHOW)).say("?"))).toBe("banned");
  });

  it("[CH2][CH7] a person's card shows to staff of one stream only what was done in that stream", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    const mod = await joinWith(url, "mod", SHOW, { chat_roles: { [SHOW]: "moderator" } });
    await boss.does({ kind: "note", userId: "tom", text: "of the channel" }, "channel");
    await boss.does({ kind: "ban", userId: "tom", reason: "of the channel" }, "channel");
    await boss.does({ kind: "lift", userId: "tom" }, "channel");
    await boss.does({ kind: "note", userId: "tom", text: "of the stream" });
    const cardFor = async ({ client }: JoinedClient) =>
      JSON.stringify(await ask(client, "load-person", { streamId: SHOW, userId: "tom" }));
    expect(await cardFor(boss)).toContain("of the channel");
    expect(await cardFor(mod)).toContain("of the stream");
    expect(await cardFor(mod)).not.toContain("of the channel");
  });

  it("[CH2] a person whom a token makes less in one stream does not act on the channel from there", async () => {
    const { url } = await startServer(SIGN_IN);
    const claims = { chat_role: "owner", chat_roles: { [SHOW]: "member" } };
    const here = await joinWith(url, "boss", SHOW, claims);
    expect(here.joined.me).toMatchObject({ role: "member" });
    expect(here.joined.me.channel).toBeUndefined();
    const action = { kind: "ban", userId: "tom" } as const;
    expect(codeOf(await here.does(action, "channel"))).toBe("forbidden");
    const there = await joinWith(url, "boss", NEXT_SHOW, claims);
    expect((await there.does(action, "channel")).ok).toBe(true);
    // What names the channel comes before what names all of them.
    const less = await joinWith(url, "less", SHOW, {
      chat_role: "owner",
      chat_roles: { "moonlight:*": "member" },
    });
    expect(less.joined.me).toMatchObject({ role: "member" });
  });

  it("[CH2] in a token, only a channel's id and :* name a channel", () => {
    const keys = [
      ...["*", ":*", "*:*", "moon*:*", "moonlight:*:*", "moonlight:20*", " moonlight:*"],
      ...["moonlight:* ", "moonlight:**", "moonlight*", "달빛:*", "moon light:*"],
      ...[`${"x".repeat(128)}:*`, "a:b:*", "~", "~~:*", "moonlight:\u0000*"],
    ];
    const claims = Object.fromEntries(keys.map((key) => [key, "owner"]));
    const right = ["moonlight:*", "Moonlight:*", "~:*", `${"x".repeat(127)}:*`];
    for (const key of right) claims[key] = "owner";
    const member = toMember({ sub: "u", exp: 9e9, chat_roles: claims }, "own");
    expect(Object.keys(member?.rolesByStream ?? {}).toSorted()).toEqual(right.toSorted());
  });

  it("[MO3][CH2] moderators of a channel do not act on its owners and on each other", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    const mod = await joinWith(url, "mod", SHOW, moderatorOf("moonlight"));
    const second = await joinWith(url, "mod2", SHOW, moderatorOf("moonlight"));
    for (const userId of ["boss", "mod", "mod2"])
      expect(codeOf(await mod.does({ kind: "ban", userId }, "channel"))).toBe("forbidden");
    expect((await boss.does({ kind: "ban", userId: "mod2" }, "channel")).ok).toBe(true);
    expect(codeOf(await second.say("?"))).toBe("banned");
    expect(codeOf(await second.does({ kind: "ban", userId: "tom" }, "channel"))).toBe("banned");
  });

  it("[CH8] its filters are tried before a stream's, and each says of which it is", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    const tom = await joinWith(url, "tom", NEXT_SHOW);
    const rule = (word: string, reason: string): FilterRule => ({
      id: "w",
      kind: "words",
      words: [word],
      action: { kind: "refuse" },
      reason,
    });
    await boss.does({ kind: "set-filters", rules: [rule("spoiler", "channel")] }, "channel");
    const own = await joinWith(url, "boss", NEXT_SHOW, ownerOf("moonlight"));
    await own.does({
      kind: "set-filters",
      rules: [rule("spoiler", "own"), rule("cheap", "own")].map((each, i) => ({
        ...each,
        id: `w${i}`,
      })),
    });
    const reasonOf = async (text: string) => {
      const answer = await tom.say(text);
      return answer.ok ? undefined : answer.error.reason;
    };
    expect(await reasonOf("a spoiler")).toBe("channel");
    expect(await reasonOf("so cheap")).toBe("own");
    expect(await reasonOf("fine")).toBeUndefined();
    const tried = (more: object) =>
      ask(own.client, "try-filter", { streamId: NEXT_SHOW, text: "a spoiler", ...more });
    expect(await tried({})).toMatchObject({ finding: { rule: "w", scope: "channel" } });
    expect(await tried({ scope: "stream" })).toMatchObject({ finding: { rule: "w0" } });
    // Rules that are given are tried alone: nothing of the channel's.
    expect(await tried({ rules: [rule("cheap", "new")] })).toEqual({ ok: true });
    const loaded = await ask(own.client, "load-filters", { streamId: NEXT_SHOW, scope: "channel" });
    expect(loaded).toMatchObject({ rules: [{ reason: "channel" }] });
    await boss.does({ kind: "set-filters", rules: [] }, "channel");
    expect(await reasonOf("a spoiler")).toBe("own");
  });

  it("[CH9] a new show begins with the channel's mode, which its viewers already know", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    await boss.say("this one has begun");
    const mode = { membersOnly: true, slowSeconds: 30 };
    await boss.does({ kind: "set-mode", mode }, "channel");
    const guest = connect(url);
    const joined = await join(guest, NEXT_SHOW, "Guest", { wants: ["entries"] });
    expect(joined.room.mode).toEqual(mode);
    const refused = await ask(guest, "send-message", { streamId: NEXT_SHOW, message: "hi" });
    expect(codeOf(refused)).toBe("members-only");
    const tom = await joinWith(url, "tom", NEXT_SHOW);
    expect(codeOf(await tom.say("one"))).toBeUndefined();
    expect(codeOf(await tom.say("two"))).toBe("slow-mode");
    const entries = await ask(guest, "fetch-entries", { streamId: NEXT_SHOW, after: 0 });
    expect(entries).toMatchObject({ entries: [{ kind: "mode", mode }, { kind: "message" }] });
    const old = await joinWith(url, "tom", SHOW);
    expect(old.joined.room.mode).toBeUndefined();
    expect(codeOf(await boss.does({ kind: "set-mode", mode: { ended: true } }, "channel"))).toBe(
      "bad-request",
    );
  });

  it("[CH7] staff of all its streams hear that something was done to it", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    const mod = await joinWith(url, "mod", NEXT_SHOW, moderatorOf("moonlight"));
    const news: object[] = [];
    mod.client.on("staff-news", (each) => news.push(each));
    const { id } = recordOf(await boss.does({ kind: "note", userId: "tom", text: "x" }, "channel"));
    await eventually("they heard", () => news.some((each) => JSON.stringify(each).includes(id)));
  });

  it("[CH10] the names of a channel's staff are nobody else's in any of its streams", async () => {
    const { url } = await startServer(SIGN_IN);
    const boss = await joinWith(url, "boss", SHOW, ownerOf("moonlight"));
    expect(boss.joined.me.nickname).toBe("boss");
    const guest = connect(url);
    const answer = await ask(guest, "join-room", {
      streamId: NEXT_SHOW,
      user: { nickname: "B0ss" },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: "name-taken" } });
    const elsewhere = await ask(connect(url), "join-room", {
      streamId: "sunrise:1",
      user: { nickname: "Boss" },
    });
    expect(elsewhere.ok).toBe(true);
  });
});
