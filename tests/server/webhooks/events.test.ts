import { describe, expect, inject, it } from "vitest";
import type { Answer, ChatMessage, FilterRule } from "#protocol";
import { systemClock } from "../../../server/src/system-clock.ts";
import { apiOf } from "../../support/http-api.ts";
import { createDatabase } from "../../support/postgres.ts";
import { joinAs, joinAsGuest, recordOf } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { tell, WebhookReceiver, WEBHOOKS } from "../../support/webhook-receiver.ts";

async function setUp(more: object = {}) {
  const { url } = await startServer(WEBHOOKS);
  const receiver = await WebhookReceiver.open();
  const tom = await joinAs(url, "tom");
  await tom.say("before");
  return { url, receiver, tom, api: await tell(url, receiver, more) };
}

function messageOf(answer: Answer<object>): ChatMessage {
  if (!answer.ok) throw new Error(answer.error.code);
  return (answer as unknown as { message: ChatMessage }).message;
}

describe("the time in a webhook's events", () => {
  it.each([3_600_000, -3_600_000])(
    "[ID11][WH3] is the database's, where the server's clock is off by %d ms",
    async (offMs) => {
      const databaseUrl = await createDatabase(inject("postgresUrl"));
      const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + offMs };
      const { url } = await startServer({ ...WEBHOOKS, databaseUrl }, { clock });
      const receiver = await WebhookReceiver.open();
      await tell(url, receiver);
      const tom = await joinAs(url, "tom");
      await tom.say("hello");
      await receiver.until("the message", () => receiver.texts.includes("hello"));
      for (const { headers, body, isSigned } of receiver.deliveries) {
        expect(isSigned).toBe(true);
        const toldMs = [Number(headers["webhook-timestamp"]) * 1_000];
        toldMs.push(...body.events.map(({ timestamp }) => timestamp));
        // Receivers refuse what is five minutes off.
        for (const ms of toldMs) expect(Math.abs(ms - Date.now())).toBeLessThan(300_000);
      }
    },
  );
});

describe("a webhook receives", () => {
  it("[WH2][WH3] messages and the actions of staff with their effects, in order, signed, from its creation on", async () => {
    const { url, receiver, tom } = await setUp();
    const mod = await joinAs(url, "mod", "moderator");
    const first = messageOf(await tom.say("rude words"));
    // One that is removed before it was told is not told.
    await receiver.until("the message", () => receiver.events.at(-1)?.id === first.id);
    const removal = recordOf(await mod.does({ kind: "remove", messageId: first.id, reason: "r" }));
    await mod.does({ kind: "undo", actionId: removal.id });
    await mod.does({ kind: "set-mode", mode: { slowSeconds: 5 } });
    await mod.does({ kind: "ban", userId: "tom", purge: true });
    await receiver.until("the ban", () => receiver.events.at(-1)?.data["kind"] === "ban");
    expect(receiver.events.filter(({ type }) => type !== "person.joined").map(named)).toEqual([
      ...["message.created", "message.removed", "action.done remove"],
      ...["messages.restored", "action.done undo", "mode.changed", "action.done set-mode"],
      ...["messages.purged", "action.done ban"],
    ]);
    const [created, removed, done] = receiver.events;
    expect(created).toMatchObject({ id: first.id, timestamp: first.timestamp, data: first });
    expect(removed?.data).toMatchObject({ messageId: first.id });
    expect(done?.data).toMatchObject({
      by: { userId: "mod" },
      reason: "r",
      message: { id: first.id },
    });
    expect(JSON.stringify(done)).not.toContain("rude words");
    expect(receiver.deliveries.every(({ isSigned }) => isSigned)).toBe(true);
    expect(receiver.deliveries[0]?.body).toMatchObject({ webhookId: "crm", streamId: "s1" });
  });

  it("[WH2][HE1] nothing of a held message until it is approved, and then the message", async () => {
    const { url, receiver, tom } = await setUp();
    const owner = await joinAs(url, "boss", "owner");
    const rule: FilterRule = {
      ...{ id: "look", kind: "words", words: ["coupon"] },
      action: { kind: "hold" },
    };
    await owner.does({ kind: "set-filters", rules: [rule] });
    const { id } = messageOf(await tom.say("a coupon"));
    await owner.say("loud");
    await receiver.until("the message behind", () => receiver.texts.includes("loud"));
    expect(JSON.stringify(receiver.deliveries)).not.toContain("a coupon");
    await owner.does({ kind: "approve", heldId: id });
    await receiver.until("what was approved", () => receiver.texts.includes("a coupon"));
  });

  it("[WH2][HE6] no message of a person in shadow", async () => {
    const { url, receiver, tom } = await setUp();
    const mod = await joinAs(url, "mod", "moderator");
    await mod.does({ kind: "shadow", userId: "tom" });
    await tom.say("a secret");
    await mod.say("loud");
    await receiver.until("the message behind", () => receiver.texts.includes("loud"));
    expect(JSON.stringify(receiver.deliveries)).not.toContain("a secret");
  });

  it("[WH2] a message that was removed before its delivery is only delivered as removed", async () => {
    const { receiver, tom } = await setUp();
    let letGo = () => undefined as void;
    receiver.answer = () => new Promise((resolve) => (letGo = () => resolve(204)));
    await tom.say("first");
    await receiverIsBusy(receiver);
    const gone = messageOf(await tom.say("gone"));
    await new Promise((resolve) =>
      tom.client.emit("remove-message", { streamId: "s1", id: gone.id }, resolve),
    );
    receiver.answer = () => 204;
    letGo();
    await receiver.until("the removal", () => receiver.events.at(-1)?.type === "message.removed");
    expect(receiver.texts).toEqual(["first"]);
    expect(JSON.stringify(receiver.deliveries)).not.toContain('"gone"');
  });

  it("[WH1] only the types and the streams that it subscribed to", async () => {
    const { url, receiver, tom, api } = await setUp({
      ...{ events: ["message.removed"], streams: ["s2"] },
    });
    const other = await joinAs(url, "ann", "member", { streamId: "s2" });
    const one = messageOf(await other.say("one"));
    await tom.say("not asked for");
    await new Promise((resolve) =>
      other.client.emit("remove-message", { streamId: "s2", id: one.id }, resolve),
    );
    await receiver.until("the removal", () => receiver.events.length === 1);
    expect(receiver.events.map(named)).toEqual(["message.removed"]);
    const changed = { url: receiver.url, streams: ["s1", "s2"] };
    expect((await api.put("/webhooks/crm", changed)).body).toEqual({
      ...{ ok: true, webhook: { id: "crm", ...changed } },
    });
    await tom.say("asked for");
    await receiver.until("the message", () => receiver.texts.length === 1);
    expect(receiver.texts).toEqual(["asked for"]);
  });

  it("[WH6] the people who joined, once a second", async () => {
    const { url, receiver } = await setUp({ events: ["person.joined"] });
    await Promise.all(["Ann", "Ben", "Cleo"].map((name) => joinAsGuest(url, name)));
    await receiver.until("three people", () => receiver.events.length === 3);
    expect(new Set(receiver.events.map(({ data }) => data["nickname"]))).toEqual(
      new Set(["Ann", "Ben", "Cleo"]),
    );
    expect(receiver.deliveries.length).toBeLessThan(3);
  });
});

describe("the operator", () => {
  it("[WH1] makes webhooks, tests them, and ends them", async () => {
    const { receiver, tom, api } = await setUp();
    expect((await api.get("/webhooks")).body.webhooks).toEqual([{ id: "crm", url: receiver.url }]);
    expect((await api.post("/webhooks/crm/test")).body.outcome).toEqual({ delivered: true });
    expect(receiver.events.map(named)).toEqual(["ping"]);
    const made = (await api.put("/webhooks/other", { url: receiver.url, events: ["pin.changed"] }))
      .body;
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    for (const path of ["/webhooks", "/webhooks/crm", "/webhooks/other"])
      expect(JSON.stringify((await api.get(path)).body)).not.toMatch(/secret|whsec_/);
    expect((await api.delete("/webhooks/crm")).status).toBe(200);
    await tom.say("to nobody");
    expect((await api.delete("/webhooks/crm")).status).toBe(404);
    for (const path of ["/webhooks/crm/test", "/webhooks/crm/retry"])
      expect((await api.post(path)).status).toBe(404);
    expect(receiver.texts).toEqual([]);
  });

  it.each([
    [{}],
    [{ url: "ftp://example.com" }],
    [{ url: "nonsense" }],
    [{ url: "https://user:password@example.com" }],
    [{ url: "https://example.com", events: [] }],
    [{ url: "https://example.com", events: ["everything"] }],
    [{ url: "https://example.com", streams: ["a b"] }],
    [{ url: "https://example.com", secret: "short" }],
  ])("[WH1] is refused %j", async (settings) => {
    const { url } = await startServer(WEBHOOKS);
    const api = apiOf(url);
    expect((await api.put("/webhooks/crm", settings)).status).toBe(400);
    expect((await api.put("/webhooks/a.b", { url: "https://example.com" })).status).toBe(400);
  });
});

function named({ type, data }: { type: string; data: Record<string, unknown> }): string {
  return type === "action.done" ? `${type} ${String(data["kind"])}` : type;
}

/** Waits until the receiver holds an answer back. */
async function receiverIsBusy(receiver: WebhookReceiver): Promise<void> {
  await receiver.until("a delivery under way", () => receiver.most > 0);
}
