import { describe, expect, it } from "vitest";
import type { ModerationAction, ShowPulse, ShowReport, StaffStream } from "#protocol";
import { readReport } from "../../../server/src/chat/shows/show-report.ts";
import { decorateStorage } from "../../../server/src/storage/storage-methods.ts";
import { openMemory } from "../../../server/src/storage/engines/sqlite/open-memory.ts";
import { connect } from "../../support/connect.ts";
import { eventually } from "../../support/eventually.ts";
import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import { SkippingClock } from "../../support/skipping-clock.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, tokenOf } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { ask, type Client } from "../../support/stock-client.ts";

const OPEN = { ...SIGN_IN, adminToken: ADMIN_TOKEN };
const HOLDS: ModerationAction = {
  kind: "set-filters",
  rules: [{ id: "w", kind: "words", action: { kind: "hold" }, words: ["coins"] }],
};

async function pulseOf(client: Client): Promise<ShowPulse> {
  const answer = await ask(client, "load-pulse", { streamId: "s1" });
  if (!answer.ok) throw new Error(answer.error.code);
  return (answer as { pulse: ShowPulse } & typeof answer).pulse;
}

describe("the pulse of a show", () => {
  it("[ST2][ST3] counts what was written, held, removed and watched in the last hour, also after a restart", async () => {
    const clock = new SkippingClock();
    const opened = await openMemory(clock);
    // The database stays while servers come and go.
    const storage = decorateStorage(opened, ({ kind }, run) =>
      kind === "close" ? (Promise.resolve() as never) : run(),
    );
    const first = await startServer(OPEN, { clock, storage });
    const boss = await joinAs(first.url, "boss", "owner");
    recordOf(await boss.does(HOLDS));
    const tom = await joinAs(first.url, "tom");
    for (const text of ["one", "two", "coins here"]) await tom.say(text);
    const said = await boss.say("three");
    if (!said.ok) throw new Error("not said");
    const { id } = (said as unknown as { message: { id: string } }).message;
    recordOf(await boss.does({ kind: "remove", messageId: id }));
    clock.skip(60_000);
    await eventually("the minute is noted", async () => {
      const { body } = await apiOf(first.url).get("/streams/s1/report");
      return (body.report as ShowReport).peak?.viewers === 2;
    });
    const sums = ({ minutes, people }: ShowPulse) => ({
      people,
      messages: minutes.reduce((sum, minute) => sum + minute.messages, 0),
      removed: minutes.reduce((sum, minute) => sum + minute.removed, 0),
      held: minutes.reduce((sum, minute) => sum + minute.held, 0),
      viewers: Math.max(...minutes.map(({ viewers = 0 }) => viewers)),
    });
    const expected = { people: 1, messages: 2, removed: 1, held: 1, viewers: 2 };
    const pulse = await pulseOf(boss.client);
    expect(pulse.minutes).toHaveLength(60);
    expect(sums(pulse)).toEqual(expected);
    boss.client.close();
    tom.client.close();
    await first.close();

    const second = await startServer(OPEN, { clock, storage });
    const again = await joinAs(second.url, "boss", "owner");
    expect(sums(await pulseOf(again.client))).toEqual(expected);
  });

  it("[ST3][RP1] is staff's alone, in a room that they have joined", async () => {
    const { url } = await startServer(OPEN);
    const member = await joinAs(url, "tom");
    const elsewhere = await joinAs(url, "mo", "moderator", { streamId: "s2" });
    for (const event of ["load-pulse", "load-report"]) {
      expect(codeOf(await ask(member.client, event, { streamId: "s1" }))).toBe("forbidden");
      expect(codeOf(await ask(elsewhere.client, event, { streamId: "s1" }))).toBe("not-joined");
      expect(codeOf(await ask(connect(url), event, { streamId: "s1" }))).toBe("not-joined");
    }
    const moderator = await joinAs(url, "mo", "moderator");
    for (const event of ["load-pulse", "load-report"])
      expect(await ask(moderator.client, event, { streamId: "s1" })).toMatchObject({ ok: true });
  });

  it("[ST3] reads once what many staff ask for at once", async () => {
    const clock = new SkippingClock();
    let reads = 0;
    const storage = decorateStorage(await openMemory(clock), ({ method }, run) => {
      if (method === "readWritten") reads += 1;
      return run();
    });
    const { url } = await startServer(OPEN, { clock, storage });
    const staff = await Promise.all(["a", "b", "c"].map((id) => joinAs(url, id, "moderator")));
    await Promise.all(staff.map(({ client }) => pulseOf(client)));
    expect(reads).toBe(1);
    clock.skip(11_000);
    await pulseOf(staff[0]!.client);
    expect(reads).toBe(2);
  });
});

describe("reports", () => {
  it("[RP1][RP3] are an owner's over HTTP, as JSON and as an attachment", async () => {
    const { url } = await startServer(OPEN);
    const tom = await joinAs(url, "tom", "member", { claims: { name: "=1+1" } });
    await tom.say("hello");
    const api = apiOf(url, await tokenOf("olga", { chat_roles: { s1: "owner" } }));
    const { body } = await api.get("/streams/s1/report");
    const report = body.report as ShowReport;
    expect(report).toMatchObject({
      ...{ streamId: "s1", messages: 1, people: 1, stepMinutes: 1, complete: true },
      writers: [{ userId: "tom", nickname: "=1+1", messages: 1 }],
    });
    expect((await api.get("/streams/s2/report")).status).toBe(403);
    const moderator = apiOf(url, await tokenOf("mo", { chat_role: "moderator" }));
    expect((await moderator.get("/streams/s1/report")).status).toBe(403);
    const csv = await fetch(`${url}/api/v1/streams/s1/report.csv?timeZone=Asia/Seoul`, {
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    });
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.headers.get("content-disposition")).toBe("attachment; filename=s1.csv");
    const text = Buffer.from(await csv.arrayBuffer()).toString();
    expect(text).toMatch(/^\uFEFFstream,s1\r\ntime zone,Asia\/Seoul\r\n/);
    expect(text).toContain("tom,'=1+1,1\r\n");
  });

  it("[RP2] have steps of a minute for one show, and of ten minutes for several days", async () => {
    let nowMs = Date.UTC(2026, 11, 24, 10, 30);
    const { log, shows } = await openMemory({ nowMs: () => nowMs });
    const say = async (message: string): Promise<ShowReport> => {
      const author = { userId: "tom", nickname: "tom", role: "member" } as const;
      await log.append([{ kind: "message", streamId: "s1", author, message }]);
      return readReport({ shows }, "s1", {}, () => false);
    };
    const startedAtMs = nowMs;
    await say("one");
    nowMs += 59 * 60_000;
    const ofShow = await say("two");
    expect(ofShow).toMatchObject({ stepMinutes: 1, startedAtMs, endedAtMs: nowMs + 60_000 });
    expect(ofShow.busiest.map(({ atMs }) => atMs)).toEqual([startedAtMs, nowMs]);
    nowMs += 2 * 24 * 3_600_000;
    const ofDays = await say("three");
    expect(ofDays).toMatchObject({ stepMinutes: 10, messages: 3, people: 1, startedAtMs });
    await log.close();
  });

  it.each(["?from=soon", "?to=-1", "?from=1e9", "?from=9999999999999999999"])(
    "[RP1] refuse the period %s",
    async (query) => {
      const { url } = await startServer(OPEN);
      const { status, body } = await apiOf(url).get(`/streams/s1/report${query}`);
      expect([status, body.error.code]).toEqual([400, "bad-request"]);
    },
  );

  it("[RP1] count a period alone, of a week at most, whichever way round it is given", async () => {
    const { url } = await startServer(OPEN);
    const tom = await joinAs(url, "tom");
    await tom.say("hello");
    const { get } = apiOf(url);
    const reportOf = async (query: string) =>
      (await get(`/streams/s1/report${query}`)).body.report as ShowReport;
    const day = 24 * 60 * 60_000;
    const now = Date.now();
    expect(await reportOf(`?from=${now - day}&to=${now + day}`)).toMatchObject({ messages: 1 });
    expect(await reportOf(`?from=${now - 2 * day}&to=${now - day}`)).toMatchObject({ messages: 0 });
    const upside = await reportOf(`?from=${now + day}&to=${now - day}`);
    expect(upside).toMatchObject({ messages: 0, minutes: [] });
    const long = await reportOf(`?from=0&to=${now + day}`);
    expect(long.toMs - long.fromMs).toBe(7 * day);
    expect(await reportOf("?from=2020-01-01")).toMatchObject({ fromMs: Date.UTC(2020, 0, 1) });
    expect((await get("/streams/none/report")).body.report).toMatchObject({ messages: 0 });
  });

  it("[RP3] refuse a time zone that does not exist", async () => {
    const { url } = await startServer(OPEN);
    const answer = await fetch(`${url}/api/v1/streams/s1/report.csv?timeZone=Mars/One`, {
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    });
    expect(answer.status).toBe(400);
  });
});

describe("the streams of staff", () => {
  it("[ST4][CH2] are those of the channel whose staff the person belongs to, and a report counts actions on the channel", async () => {
    const { url } = await startServer(OPEN);
    for (const streamId of ["moon:1", "moon:2", "moonlight:1", "plain"])
      await (await joinAs(url, "tom", "member", { streamId })).say("hello");
    const claims = { chat_roles: { "moon:*": "moderator" } };
    const api = apiOf(url, await tokenOf("mo", claims));
    const idsAt = async (asker: typeof api, query: string) => {
      const { body } = await asker.get(`/staff/streams${query}`);
      return (body.streams as { streamId: string }[]).map(({ streamId }) => streamId);
    };
    expect(await idsAt(api, "")).toEqual(["moon:2", "moon:1"]);
    const boss = await joinAs(url, "boss", "owner", { streamId: "moon:1" });
    const act = (action: ModerationAction) =>
      ask(boss.client, "moderate", { streamId: "moon:1", scope: "channel", action });
    expect(await act({ kind: "appoint", userId: "tom", role: "moderator" })).toMatchObject({
      ok: true,
    });
    expect(await act({ kind: "ban", userId: "raider" })).toMatchObject({ ok: true });
    expect(await idsAt(apiOf(url, await tokenOf("tom")), "")).toEqual(["moon:2", "moon:1"]);
    expect(await idsAt(apiOf(url), "?channel=~")).toEqual(["plain"]);
    const actionsOf = async (streamId: string) =>
      ((await apiOf(url).get(`/streams/${streamId}/report`)).body.report as ShowReport).actions;
    expect(await actionsOf("moon:1")).toEqual({ appoint: 1, ban: 1 });
    expect(await actionsOf("moon:2")).toEqual({});
  });

  const idsOf = (body: { streams: { streamId: string }[] }) =>
    body.streams.map(({ streamId }) => streamId);

  it("[ST4] are the streams whose staff the person belongs to, and no others", async () => {
    const { url } = await startServer(OPEN);
    for (const streamId of ["moon:1", "moon:2", "sun:1"]) {
      const tom = await joinAs(url, "tom", "member", { streamId });
      await tom.say(`hello ${streamId}`);
    }
    const boss = await joinAs(url, "boss", "owner", { streamId: "moon:1" });
    await ask(boss.client, "moderate", {
      ...{ streamId: "moon:1", action: { kind: "appoint", userId: "tom", role: "moderator" } },
    });
    const streamsOf = async (token: string, query = "") => {
      const { body } = await apiOf(url, token).get(`/staff/streams${query}`);
      return idsOf(body);
    };
    expect(await streamsOf(ADMIN_TOKEN)).toEqual(["sun:1", "moon:2", "moon:1"]);
    expect(await streamsOf(await tokenOf("olga", { chat_role: "owner" }))).toHaveLength(3);
    const one = await tokenOf("mo", { chat_roles: { "moon:2": "moderator", "sun:1": "member" } });
    expect(await streamsOf(one)).toEqual(["moon:2"]);
    expect(await streamsOf(await tokenOf("tom"))).toEqual(["moon:1"]);
    // A guest is staff nowhere, whatever they were appointed to before.
    expect(await streamsOf(await tokenOf("tom", { is_anonymous: true }))).toEqual([]);
    expect(await streamsOf(await tokenOf("nobody"))).toEqual([]);
    expect(await streamsOf(ADMIN_TOKEN, "?channel=moon")).toEqual(["moon:2", "moon:1"]);
    expect((await apiOf(url, "").get("/staff/streams")).status).toBe(401);
    expect((await apiOf(url, "").get("/staff/streams?channel=a%20b")).status).toBe(401);
    expect((await apiOf(url).get("/staff/streams?channel=a%20b")).status).toBe(400);
    const { body } = await apiOf(url).get("/staff/streams?channel=sun");
    expect(body.streams).toMatchObject([
      { ended: false, viewers: 1, lastMessage: { nickname: "tom", message: "hello sun:1" } },
    ]);
  });

  it("[ST4][CH6] have the name of their channel, for its staff alone", async () => {
    const { url } = await startServer(OPEN);
    const boss = await joinAs(url, "boss", "owner", { streamId: "moon:1" });
    await boss.say("hello");
    await (await joinAs(url, "boss", "owner", { streamId: "constructor:1" })).say("hello");
    const name = { kind: "set-name", name: "달빛공방" } as const;
    await ask(boss.client, "moderate", { streamId: "moon:1", scope: "channel", action: name });
    const namesOf = async (token: string) => {
      const { body } = await apiOf(url, token).get("/staff/streams");
      return (body.streams as StaffStream[]).map(({ channelName }) => channelName);
    };
    expect(await namesOf(ADMIN_TOKEN)).toEqual(["달빛공방", undefined]);
    expect(await namesOf(await tokenOf("mo", { chat_roles: { "moon:*": "moderator" } }))).toEqual([
      "달빛공방",
    ]);
    // Staff of a stream alone learn nothing of the channel.
    const ofStream = await tokenOf("mo", { chat_roles: { "moon:1": "moderator" } });
    expect(await namesOf(ofStream)).toEqual([undefined]);
    const appoint = { kind: "appoint", userId: "tom", role: "moderator" } as const;
    await boss.does(appoint);
    expect(await namesOf(await tokenOf("tom"))).toEqual([undefined]);
    const lessThere = { chat_roles: { "moon:*": "moderator", "moon:1": "member" } };
    expect(await namesOf(await tokenOf("tom", lessThere))).toEqual([undefined]);
    await boss.does(appoint, "channel");
    expect(await namesOf(await tokenOf("tom"))).toEqual(["달빛공방"]);
  });

  it("[ST4] come a page at a time, each once", async () => {
    const { url } = await startServer(OPEN);
    const ids = Array.from({ length: 9 }, (_, i) => `show:${i}`);
    for (const streamId of ids) {
      const { client } = await joinAs(url, "boss", "owner", { streamId });
      await ask(client, "send-message", { streamId, message: "hello" });
    }
    const found: string[] = [];
    let before: string | undefined;
    do {
      const query = `?limit=4${before === undefined ? "" : `&before=${before}`}`;
      const { body } = await apiOf(url).get(`/staff/streams${query}`);
      found.push(...idsOf(body));
      before = body.before as string | undefined;
    } while (before !== undefined);
    expect(found).toEqual(ids.toReversed());
  });
});
