import { describe, expect, it } from "vitest";
import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import { codeOf, joinAs, joinAsGuest, SIGN_IN, tokenOf } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { collect, next } from "../../support/stock-client.ts";

async function setUp() {
  const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
  return { url, api: apiOf(url), viewer: await joinAs(url, "viewer") };
}

describe("actions over HTTP", () => {
  it("[AD5][MO2] a removal by the operator reaches viewers, and is audited as nobody's", async () => {
    const { url, api, viewer } = await setUp();
    const tom = await joinAs(url, "tom");
    const sent = (await tom.say("buy this")) as unknown as { message: { id: string } };
    const removed = next(viewer.client, "message-removed");
    const action = { kind: "remove", messageId: sent.message.id, reason: "spam" };
    const { status, body } = await api.post("/streams/s1/actions", action);
    expect(status).toBe(200);
    expect(body.record).toMatchObject({
      ...{ by: null, kind: "remove", reason: "spam", undoable: true },
      ...{ person: { userId: "tom" }, message: { id: sent.message.id, text: "buy this" } },
    });
    expect(await removed).toMatchObject({ id: sent.message.id });
    const undone = await api.post("/streams/s1/actions", {
      kind: "undo",
      actionId: body.record.id,
    });
    expect(undone.body.record).toMatchObject({ kind: "undo" });
  });

  it("[AD5][MO4] a ban holds at once, is listed, and is on the person's card", async () => {
    const { url, api } = await setUp();
    const tom = await joinAs(url, "tom");
    await tom.say("first");
    const told = next(tom.client, "me-changed");
    await api.post("/streams/s1/actions", { kind: "ban", userId: "tom", reason: "raid" });
    expect((await told).me).toMatchObject({ maySend: false, reason: "banned", note: "raid" });
    expect(codeOf(await tom.say("second"))).toBe("banned");
    const listed = await api.get("/streams/s1/sanctions?search=tom");
    expect(listed.body).toMatchObject({ sanctions: [{ userId: "tom", kind: "ban" }], more: false });
    const { card } = (await api.get("/streams/s1/people/tom")).body;
    expect(card).toMatchObject({ sanction: { kind: "ban" }, messages: [{ message: "first" }] });
    expect(card.actions).toHaveLength(1);
  });

  it("[AD5] says if no person with the user id was seen", async () => {
    const { url, api } = await setUp();
    const tom = await joinAs(url, "tom");
    const ban = async (userId: string) =>
      (await api.post("/streams/s1/actions", { kind: "timeout", userId, seconds: 60 })).body;
    expect(await ban("tmo")).toMatchObject({ unseen: true, record: { kind: "timeout" } });
    expect(await ban("tom")).not.toHaveProperty("unseen");
    await api.post("/streams/s1/actions", { kind: "lift", userId: "tom" });
    await tom.say("first");
    tom.client.disconnect();
    expect(await ban("tom")).not.toHaveProperty("unseen");
  });

  it("[AD5] the state has mode, pin and viewers", async () => {
    const { api } = await setUp();
    expect((await api.get("/streams/unheard-of/state")).body).toEqual({
      ...{ ok: true, mode: {}, pinned: null, viewers: 0, seq: 0 },
    });
    await api.post("/streams/s1/actions", { kind: "set-mode", mode: { slowSeconds: 5 } });
    await api.post("/streams/s1/actions", { kind: "pin-text", text: "Sale at nine" });
    expect((await api.get("/streams/s1/state")).body).toEqual({
      ...{ ok: true, mode: { slowSeconds: 5 }, pinned: { text: "Sale at nine" } },
      ...{ viewers: 1, seq: 2 },
    });
  });

  it("[AD5][HE3] reported messages are in the queue", async () => {
    const { url, api, viewer } = await setUp();
    const tom = await joinAsGuest(url, "Tom");
    const sent = (await tom.say("rude")) as unknown as { message: { id: string } };
    const report = { streamId: "s1", id: sent.message.id, reason: "abuse" } as const;
    await new Promise((resolve) => viewer.client.emit("report-message", report, resolve));
    const { body } = await api.get("/streams/s1/queue");
    expect(body).toMatchObject({
      held: [],
      waiting: 1,
      reported: [{ message: { id: report.id } }],
    });
  });

  it("[AD5][MO5] the audit log comes in pages, or as one record a line", async () => {
    const { url, api } = await setUp();
    for (let i = 1; i <= 105; i++)
      await api.post("/streams/s1/actions", { kind: "pin-text", text: `text ${i}` });
    const first = (await api.get("/streams/s1/audit?limit=2")).body;
    expect(first.more).toBe(true);
    const before = first.records[1].id;
    const second = (await api.get(`/streams/s1/audit?limit=2&before=${before}`)).body;
    const ids = [...first.records, ...second.records].map(({ id }: { id: string }) => id);
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, accept: "application/x-ndjson" };
    for (const path of ["audit", "audit.ndjson"]) {
      const answer = await fetch(`${url}/api/v1/streams/s1/${path}`, { headers });
      expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
      const lines = (await answer.text()).trimEnd().split("\n");
      expect(lines).toHaveLength(105);
      expect(lines.slice(0, 4).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
    }
  });
});

describe("an owner over HTTP", () => {
  it("[AD1] does in their own stream what the operator does, under their name", async () => {
    const { url, viewer } = await setUp();
    const token = await tokenOf("olga", { chat_roles: { s1: "owner" } });
    const api = apiOf(url, token);
    const cleared = collect(viewer.client, "messages-purged");
    const { body } = await api.post("/streams/s1/actions", {
      kind: "appoint",
      userId: "tom",
      role: "moderator",
    });
    expect(body.record.by).toEqual({ userId: "olga", nickname: "olga", role: "owner" });
    expect(cleared).toEqual([]);
    expect((await api.get("/streams/s2/state")).status).toBe(403);
    expect((await api.delete("/people/tom/messages")).status).toBe(401);
  });

  it.each(["member", "moderator"] as const)("[AD1] refuses a %s", async (role) => {
    const { url } = await setUp();
    const token = await tokenOf("tom", role === "member" ? {} : { chat_role: role });
    const { status, body } = await apiOf(url, token).get("/streams/s1/audit");
    expect([status, body.error.code]).toEqual([403, "forbidden"]);
  });
});
