import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { ModerationAction } from "#protocol";
import type { SignedWebhook } from "../../../server/src/chat/webhooks/webhook.ts";
import { openSqlite } from "../../../server/src/storage/engines/sqlite/open-sqlite.ts";
import { apiOf } from "../../support/http-api.ts";
import { message, MINJI, STORAGES } from "../../support/message-logs.ts";
import { createDatabase } from "../../support/postgres.ts";
import { SkippingClock } from "../../support/skipping-clock.ts";
import { codeOf, joinAs, recordOf, tokenOf, type JoinedClient } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { tell, WebhookReceiver, WEBHOOKS } from "../../support/webhook-receiver.ts";

const OWNER = { chat_roles: { "moonlight:*": "owner" } };

const ownerIn = (url: string, streamId = "moonlight:1", userId = "boss") =>
  joinAs(url, userId, "member", {
    streamId,
    claims: { chat_roles: { [`${streamId.split(":")[0]}:*`]: "owner" } },
  });

/** What staff do to a channel, one after another. */
const ACTIONS: readonly ModerationAction[] = [
  { kind: "ban", userId: "tom", reason: "spam" },
  { kind: "lift", userId: "tom" },
  { kind: "shadow", userId: "tom" },
  { kind: "appoint", userId: "anna", role: "moderator" },
  {
    kind: "set-filters",
    rules: [{ id: "own", kind: "words", words: ["launch-price"], action: { kind: "refuse" } }],
  },
  { kind: "set-mode", mode: { slowSeconds: 7 } },
  { kind: "set-name", name: "Moonlight" },
  { kind: "note", userId: "tom", text: "a note" },
];

/** What was delivered, as the kind of each action, by what it was done to. */
function told(receiver: WebhookReceiver): string[] {
  return receiver.deliveries.flatMap(({ answer, body }) =>
    answer < 300
      ? body.events.flatMap(({ type, data }) =>
          type === "action.done"
            ? [`${body.channelId ?? body.streamId} ${String(data["kind"])}`]
            : [],
        )
      : [],
  );
}

async function ban(boss: JoinedClient, userId: string): Promise<void> {
  expect(codeOf(await boss.does({ kind: "ban", userId }, "channel"))).toBeUndefined();
}

describe("a webhook receives of a channel", () => {
  it("[WH2][CH7] all that is done to it, in order, signed, and named by the channel", async () => {
    const { url } = await startServer(WEBHOOKS);
    const receiver = await WebhookReceiver.open();
    const boss = await ownerIn(url);
    await ban(boss, "before");
    await tell(url, receiver, { events: ["action.done"] });
    const records = [];
    for (const action of ACTIONS) records.push(recordOf(await boss.does(action, "channel")));
    const undone = recordOf(
      await boss.does({ kind: "undo", actionId: records.at(-2)!.id }, "channel"),
    );
    await receiver.until("all of it", () => receiver.events.length === ACTIONS.length + 1);
    expect(told(receiver)).toEqual(
      [...ACTIONS, { kind: "undo" }].map(({ kind }) => `moonlight ${kind}`),
    );
    expect(receiver.events.map(({ id }) => id)).toEqual([...records, undone].map(({ id }) => id));
    expect(receiver.events[0]).toMatchObject({
      id: records[0]!.id,
      timestamp: records[0]!.atMs,
      data: {
        channelId: "moonlight",
        streamId: "moonlight:1",
        by: { userId: "boss" },
        person: { userId: "tom" },
        reason: "spam",
      },
    });
    // The words of a filter are in no audit log.
    expect(JSON.stringify(receiver.deliveries)).not.toContain("launch-price");
    for (const { body, isSigned } of receiver.deliveries) {
      expect(isSigned).toBe(true);
      expect(body).toMatchObject({ webhookId: "crm", channelId: "moonlight" });
      expect(body).not.toHaveProperty("streamId");
    }
  });

  it("[WH2][CH3] of a ban with a purge, the ban of the channel and the purge of the stream", async () => {
    const { url } = await startServer(WEBHOOKS);
    const receiver = await WebhookReceiver.open();
    const boss = await ownerIn(url);
    const tom = await joinAs(url, "tom", "member", { streamId: "moonlight:1" });
    await tom.say("spam");
    await tell(url, receiver, { events: ["action.done", "messages.purged"] });
    await boss.does({ kind: "ban", userId: "tom", purge: true }, "channel");
    await receiver.until("all of it", () => receiver.events.length === 3);
    expect(told(receiver).sort()).toEqual(["moonlight ban", "moonlight:1 purge"]);
    expect(receiver.events.map(({ type }) => type)).toContain("messages.purged");
  });

  it("[WH2][CH7] also what is done from outside of its streams", async () => {
    const { url } = await startServer(WEBHOOKS);
    const receiver = await WebhookReceiver.open();
    await tell(url, receiver);
    const owner = apiOf(url, await tokenOf("boss", OWNER));
    expect((await owner.put("/channels/moonlight", { name: "Moonlight" })).status).toBe(200);
    await receiver.until("the name", () => receiver.events.length === 1);
    expect(told(receiver)).toEqual(["moonlight set-name"]);
    expect(receiver.events[0]!.data).not.toHaveProperty("streamId");
  });
});

describe("a webhook of one of two shops", () => {
  it("[WH1] receives its channel and all of its streams, and nothing of the other shop", async () => {
    const { url } = await startServer(WEBHOOKS);
    const [ours, theirs] = [await WebhookReceiver.open(), await WebhookReceiver.open()];
    await tell(url, ours, { channels: ["moonlight"] });
    const api = apiOf(url);
    await api.put("/webhooks/theirs", { url: theirs.url, channels: ["sunrise", "~"] });
    const STREAMS = ["moonlight:1", "moonlight:2:b", "sunrise:1", "Moonlight:1", "moonlight"];
    for (const streamId of STREAMS) {
      const boss = await ownerIn(url, streamId);
      await boss.say(`in ${streamId}`);
      // The stream without a colon is of the server's own channel, whose owner this is not.
      if (streamId.includes(":")) await ban(boss, "tom");
    }
    // `moonlight_:1` is what a pattern with `_` would take for ours.
    await (await ownerIn(url, "moonlight_:1")).say("in moonlight_:1");
    const last = await ownerIn(url, "moonlight:3");
    await last.say("last");
    await (await ownerIn(url, "sunrise:3")).say("last");
    for (const receiver of [ours, theirs])
      await receiver.until("the last", () => receiver.texts.includes("last"));
    await ours.until("both bans", () => told(ours).length === 2);
    await theirs.until("their ban", () => told(theirs).length === 1);
    expect(new Set(ours.texts)).toEqual(new Set(["in moonlight:1", "in moonlight:2:b", "last"]));
    expect(told(ours)).toEqual(["moonlight ban", "moonlight ban"]);
    expect(new Set(theirs.texts)).toEqual(new Set(["in sunrise:1", "in moonlight", "last"]));
    expect(told(theirs)).toEqual(["sunrise ban"]);
    const keysOf = ({ deliveries }: WebhookReceiver) =>
      new Set(deliveries.map(({ body }) => body.channelId ?? body.streamId));
    expect(keysOf(ours)).toEqual(
      new Set(["moonlight", "moonlight:1", "moonlight:2:b", "moonlight:3"]),
    );
    expect(keysOf(theirs)).toEqual(new Set(["sunrise", "sunrise:1", "sunrise:3", "moonlight"]));
  });

  it("[WH1] that names streams alone receives nothing of their channel", async () => {
    const { url } = await startServer(WEBHOOKS);
    const receiver = await WebhookReceiver.open();
    await tell(url, receiver, { streams: ["moonlight:1"] });
    const boss = await ownerIn(url);
    await ban(boss, "tom");
    await boss.does({ kind: "pin-text", text: "behind it" });
    await receiver.until("the pin", () => told(receiver).includes("moonlight:1 pin-text"));
    expect(told(receiver)).toEqual(["moonlight:1 pin-text"]);
  });

  it("[WH1] is made by the operator alone, not by the channel's owner", async () => {
    const { url } = await startServer(WEBHOOKS);
    const owner = apiOf(url, await tokenOf("boss", OWNER));
    const settings = { url: "https://example.com", channels: ["moonlight"] };
    expect((await owner.put("/webhooks/mine", settings)).status).toBe(401);
    expect((await owner.get("/webhooks")).status).toBe(401);
    for (const channels of [[], ["moonlight:1"], ["moonlight:*"], [""], "moonlight"])
      expect((await apiOf(url).put("/webhooks/mine", { ...settings, channels })).status).toBe(400);
  });
});

describe("deliveries of a channel", () => {
  it("[WH3][WH4] a failed delivery is repeated unchanged under its id before later ones, and its trouble names the channel", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer(WEBHOOKS, { clock });
    const receiver = await WebhookReceiver.open();
    const api = await tell(url, receiver, { channels: ["moonlight"], events: ["action.done"] });
    receiver.answer = () => 500;
    const boss = await ownerIn(url);
    await ban(boss, "tom");
    await receiver.until("the first attempt", () => receiver.deliveries.length === 1);
    let troubles: unknown[] = [];
    while (troubles.length === 0)
      ({ troubles } = (await api.get("/webhooks/crm")).body as { troubles: unknown[] });
    expect(troubles).toMatchObject([
      { channelId: "moonlight", attempts: 1, lastError: "It answered 500." },
    ]);
    expect(troubles[0]).not.toHaveProperty("streamId");
    await ban(boss, "zoe");
    receiver.answer = () => 204;
    await api.post("/webhooks/crm/retry");
    await receiver.until("both", () => told(receiver).length === 2);
    const [first, again, next] = receiver.deliveries;
    expect(again!.body).toEqual(first!.body);
    expect(again!.headers["webhook-id"]).toBe(first!.headers["webhook-id"]);
    expect(next!.headers["webhook-id"]).not.toBe(first!.headers["webhook-id"]);
    expect(receiver.events.map(({ data }) => data["person"])).toMatchObject([
      { userId: "tom" },
      { userId: "zoe" },
    ]);
    expect((await api.get("/webhooks/crm")).body.troubles).toEqual([]);
  });

  it("[WH3] two nodes tell of everything once, in order, whichever did it", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const nodes = [
      await startServer({ ...WEBHOOKS, databaseUrl }),
      await startServer({ ...WEBHOOKS, databaseUrl }),
    ];
    const receiver = await WebhookReceiver.open();
    for (const { url } of nodes) await tell(url, receiver, { events: ["action.done"] });
    const owners = await Promise.all(
      nodes.map(({ url }, i) => ownerIn(url, `moonlight:${i}`, `boss-${i}`)),
    );
    for (let i = 0; i < 10; i++)
      await Promise.all(
        owners.map((owner) => owner.does({ kind: "note", userId: "tom", text: `${i}` }, "channel")),
      );
    await receiver.until("20 notes", () => receiver.events.length >= 20);
    expect(receiver.events.map(({ id }) => Number.parseInt(id.split(".")[0]!, 36))).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(receiver.most).toBe(1);
  });
});

const HOOK: SignedWebhook = { id: "crm", url: "https://example.com", secret: "whsec_x" };
const BOSS = { ...MINJI, role: "owner", channelRole: "owner" } as const;

function ofChannel(userId: string, streamId = "moonlight:1") {
  return {
    kind: "action",
    scope: "channel",
    streamId,
    actor: BOSS,
    action: { kind: "ban", userId },
  } as const;
}

describe.each(STORAGES)("a channel's place in %s", (_name, open) => {
  it("[WH1] begins at what was done then, and does not receive later what it did not subscribe to", async () => {
    const { log, webhooks } = await open();
    onTestFinished(() => log.close());
    await log.append([ofChannel("a")]);
    await webhooks.put(HOOK);
    expect(await webhooks.findBehind(HOOK, 10)).toEqual([]);
    await log.append([ofChannel("b"), ofChannel("c", "sunrise:1")]);
    expect((await webhooks.findBehind(HOOK, 10)).sort()).toEqual(["moonlight:*", "sunrise:*"]);
    const sunrise = { ...HOOK, channels: ["sunrise"] };
    await webhooks.put(sunrise);
    expect(await webhooks.all()).toEqual([sunrise]);
    expect(await webhooks.findBehind(sunrise, 10)).toEqual(["sunrise:*"]);
    await log.append([ofChannel("d")]);
    await webhooks.put(HOOK);
    await log.append([ofChannel("e")]);
    const taken = await webhooks.claim("crm", "moonlight:*", "one", 1_000);
    if (taken.outcome !== "claimed") throw new Error(taken.outcome);
    const page = await webhooks.readNext(taken.cursor, 10);
    expect(page).toMatchObject({
      items: [{ record: { kind: "ban", person: { userId: "e" } } }],
      more: false,
    });
    expect(await webhooks.advance(taken.cursor, "one", page.to, 0)).toBe(true);
    expect(await webhooks.findBehind(HOOK, 10)).toEqual(["sunrise:*"]);
  });

  it("[WH3] is read in pages of any size, each action once", async () => {
    const { log, webhooks } = await open();
    onTestFinished(() => log.close());
    await webhooks.put(HOOK);
    const people = ["a", "b", "c", "d", "e"];
    for (const userId of people) await log.append([ofChannel(userId)]);
    for (const size of [1, 2, 3, 5, 100]) {
      const read: unknown[] = [];
      let position = { seq: 0, actions: 0 };
      for (let more = true; more;) {
        const page = await webhooks.readNext({ streamId: "moonlight:*", position }, size);
        read.push(...page.items.map((item) => "record" in item && item.record.person?.userId));
        ({ to: position, more } = page);
      }
      expect(read, `in pages of ${size}`).toEqual(people);
    }
  });

  it("[WH3] streams that a webhook does not receive stand before none that it receives", async () => {
    const { log, webhooks } = await open();
    onTestFinished(() => log.close());
    const limited = { ...HOOK, streams: ["z"], channels: ["moonlight", "~"] };
    await webhooks.put(limited);
    const others = Array.from({ length: 5 }, (_, i) => `a${i}:1`);
    for (const streamId of [...others, "z", "moonlight:1", "moonlight_:1", "lobby", ":lobby"])
      await log.append([message("hi", { streamId })]);
    await log.append([ofChannel("a", "a1:1")]);
    expect((await webhooks.findBehind(limited, 4)).sort()).toEqual(
      [":lobby", "lobby", "moonlight:1", "z"].sort(),
    );
    const alone = { ...HOOK, streams: ["z"] };
    expect(await webhooks.findBehind(alone, 1)).toEqual(["z"]);
  });
});

it("[WH1] a webhook of an older version receives what is done to channels from now on", async () => {
  const path = join(temporaryFolder(), "chat.db");
  const before = await openSqlite(path);
  await before.webhooks.put(HOOK);
  await before.log.append([ofChannel("long ago")]);
  await before.log.close();
  const old = new SqliteDatabase(path);
  old.exec(`
    delete from webhook_lanes where stream_id = 'moonlight:*';
    alter table webhooks drop column channels;
    delete from kysely_migration where name >= '0015-webhook-channels';`);
  old.close();
  const { log, webhooks } = await openSqlite(path);
  onTestFinished(() => log.close());
  expect(await webhooks.findBehind(HOOK, 10)).not.toContain("moonlight:*");
  await log.append([ofChannel("today")]);
  expect(await webhooks.findBehind(HOOK, 10)).toContain("moonlight:*");
});
