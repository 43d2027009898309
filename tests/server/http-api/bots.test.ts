import { describe, expect, it } from "vitest";
import { LIMITS } from "#protocol";
import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import { codeOf, joinAs, SIGN_IN, tokenOf } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { next } from "../../support/stock-client.ts";

const SALE = { bot: "orders", name: "주문 알림", message: "32명이 담았어요", clientId: "o-1" };

async function setUp(options: object = {}) {
  const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN, ...options });
  return { url, api: apiOf(url), viewer: await joinAs(url, "viewer") };
}

describe("bots", () => {
  it("[AD9] a bot's message reaches the room under its name and id", async () => {
    const { api, viewer } = await setUp();
    const heard = next(viewer.client, "new-message");
    const { status, body } = await api.post("/streams/s1/messages", SALE);
    expect(status).toBe(200);
    expect(body.message).toMatchObject({
      ...{ userId: "bot:orders", nickname: "주문 알림", role: "member", seq: 1 },
      message: SALE.message,
    });
    expect(await heard).toMatchObject({ id: body.message.id, userId: "bot:orders" });
  });

  it("[AD9][LOG3] posting again under the same clientId posts nothing, another text is a conflict", async () => {
    const { api } = await setUp();
    const first = (await api.post("/streams/s1/messages", SALE)).body.message;
    expect((await api.post("/streams/s1/messages", SALE)).body.message).toEqual(first);
    const other = await api.post("/streams/s1/messages", { ...SALE, message: "else" });
    expect([other.status, other.body.error.code]).toEqual([409, "conflict"]);
  });

  it("[AD9] modes do not hold it up, the end of the stream and staff do", async () => {
    const { url, api } = await setUp();
    const mod = await joinAs(url, "mod", "moderator");
    const post = async () =>
      (await api.post("/streams/s1/messages", { ...SALE, clientId: `${Math.random()}` })).body;
    await mod.does({
      kind: "set-mode",
      mode: { frozen: true, slowSeconds: 60, membersOnly: true },
    });
    expect((await post()).ok).toBe(true);
    expect((await post()).ok).toBe(true);
    expect(codeOf(await mod.does({ kind: "ban", userId: "bot:orders" }))).toBeUndefined();
    expect((await post()).error.code).toBe("banned");
    await mod.does({ kind: "lift", userId: "bot:orders" });
    await api.post("/streams/s1/actions", { kind: "set-mode", mode: { ended: true } });
    expect((await post()).error.code).toBe("stream-ended");
  });

  it("[AD9][HE6] in shadow, it is answered as before, and nobody sees what it posts", async () => {
    const { url, api } = await setUp();
    const mod = await joinAs(url, "mod", "moderator");
    await mod.does({ kind: "shadow", userId: "bot:orders" });
    for (let i = 0; i < 2; i++) {
      const { status, body } = await api.post("/streams/s1/messages", SALE);
      expect([status, body.message]).toEqual([
        200,
        expect.objectContaining({ userId: "bot:orders", message: SALE.message, seq: 1 }),
      ]);
    }
    expect((await joinAs(url, "late")).joined).toMatchObject({ messages: [] });
  });

  it("[AD9][SM8] says when to try again if a bot says too much in one stream", async () => {
    const { api } = await setUp({ rateLimit: "3/600s" });
    const post = (streamId: string, i: number) =>
      api.post(`/streams/${streamId}/messages`, { ...SALE, clientId: `c${i}` });
    for (let i = 0; i < 3; i++) expect((await post("s1", i)).status).toBe(200);
    const { status, headers } = await post("s1", 3);
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await post("s2", 3)).status).toBe(200);
  });

  it("[AD9] an owner's bot may not take the name of staff, and nobody's token a bot's id", async () => {
    const { url } = await setUp();
    await joinAs(url, "Mina", "moderator");
    const owner = apiOf(url, await tokenOf("olga", { chat_roles: { s1: "owner" } }));
    const taken = await owner.post("/streams/s1/messages", { ...SALE, name: "Мina" });
    expect(taken.body.error.code).toBe("name-taken");
    expect((await owner.post("/streams/s1/messages", SALE)).status).toBe(200);
    const { status, body } = await apiOf(
      url,
      await tokenOf("bot:orders", { chat_role: "owner" }),
    ).get("/streams/s1/state");
    expect([status, body.error.code]).toEqual([401, "invalid-token"]);
  });

  it.each([
    [{ ...SALE, bot: "a b" }, "bad-request"],
    [{ ...SALE, name: " " }, "invalid-nickname"],
    [{ ...SALE, message: "​" }, "empty-message"],
    [{ ...SALE, message: "x".repeat(LIMITS.messageGraphemes + 1) }, "message-too-long"],
    [{ ...SALE, role: "owner" }, "bad-request"],
  ])("[AD9] refuses a post of the wrong form: %#", async (body, code) => {
    const { api } = await setUp();
    const answer = await api.post("/streams/s1/messages", body);
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
  });
});
