import { join as joinPath } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { AuditRecord, ChatMessage, Entry, PackedEntries } from "#protocol";
import { EntryUnpacker } from "#protocol";
import { startChatServer } from "../../server/src/create-chat-server.ts";
import { toOptions } from "../../server/src/options.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { createDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask, collect, type Client } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const ENTRIES = { wants: ["entries"] as ["entries"] };

/** What entries a client is told of, unpacked. */
function collectEntries(client: Client): Entry[] {
  const unpacker = new EntryUnpacker();
  const all: Entry[] = [];
  client.on(
    "entries" as never,
    ((packed: PackedEntries) => {
      all.push(...(unpacker.unpack(packed)?.entries ?? []));
    }) as never,
  );
  return all;
}

async function said(who: JoinedClient, text: string, clientId?: string): Promise<ChatMessage> {
  const answer = await who.say(text, clientId);
  if (!answer.ok) throw new Error(`refused: ${answer.error.code}`);
  return (answer as unknown as { message: ChatMessage }).message;
}

/** Takes out what is another in each run: the random part of ids, times, epochs, the stream's name. */
function normalize(value: unknown): unknown {
  const json = JSON.stringify(value, (key, each: unknown) => {
    if (key === "timestamp" || key === "expiresAtMs") return typeof each;
    if (key === "epoch") return (each as string).length;
    return each;
  });
  return JSON.parse(
    json
      .replaceAll(/"([0-9a-z]+)\.[0-9A-Za-z_-]{6,}"/g, '"$1.…"')
      .replaceAll(/"s-(ordinary|shadowed)"/g, '"s"'),
  );
}

/** Everything that an author can see of themselves in a stream. */
async function lookAround(url: string, streamId: string, isShadowed: boolean): Promise<object> {
  const mod = await joinAs(url, "mod", "moderator", { streamId });
  const tom = await joinAs(url, "tom", "member", { streamId });
  const before = await said(tom, "before", "c0");
  if (isShadowed) await mod.does({ kind: "shadow", userId: "tom" });
  const stock = await joinAs(url, "tom", "member", { streamId });
  const tab = await joinAs(url, "tom", "member", { streamId, ...ENTRIES });
  const live = { stock: collect(stock.client, "new-message"), tab: collectEntries(tab.client) };
  const removals = collect(stock.client, "message-removed");
  const tell = (event: string, more: object) => ask(tom.client, event, { streamId, ...more });
  const acks: unknown[] = [];
  const first = await tell("send-message", { message: "one", clientId: "c1" });
  acks.push(first, await tell("send-message", { message: "one", clientId: "c1" }));
  acks.push(await tell("send-message", { message: "other", clientId: "c1" }));
  const { id } = (first as unknown as { message: ChatMessage }).message;
  acks.push(await tell("send-message", { message: "a reply", replyTo: id }));
  const two = await said(tom, "two", "c2");
  const looks: unknown[] = [];
  const look = async (): Promise<void> => {
    const position = { epoch: tom.joined.position.epoch, seq: before.seq, id: before.id };
    const again = await joinAs(url, "tom", "member", { streamId });
    const delta = await ask(tab.client, "join-room", {
      ...{ streamId, after: { ...position, epoch: again.joined.position.epoch } },
      ...ENTRIES,
    });
    looks.push(again.joined, delta);
    looks.push(await tell("load-history", { before: 1_000 }));
    looks.push(await tell("fetch-entries", { after: 0 }));
    again.client.close();
  };
  // What a rejoin is answered with does not come again.
  await expect.poll(() => [live.stock.length, live.tab.length]).toEqual([3, 3]);
  await look();
  acks.push(await tell("report-message", { id, reason: "spam" }));
  acks.push(
    await tell("remove-message", { id: two.id }),
    await tell("remove-message", { id: two.id }),
  );
  acks.push(await tell("send-message", { message: "two", clientId: "c2" }));
  await expect.poll(() => [removals.length, live.tab.length]).toEqual([1, 4]);
  await look();
  for (const each of [mod, tom, stock, tab]) each.client.close();
  return { acks, looks, live, removals };
}

describe("somebody in shadow", () => {
  it("[HE6] receives, field by field, the same answers and events as everybody else", async () => {
    const { url } = await startServer(SIGN_IN);
    const ordinary = await lookAround(url, "s-ordinary", false);
    const shadowed = await lookAround(url, "s-shadowed", true);
    expect(normalize(shadowed)).toEqual(normalize(ordinary));
  });

  it("[HE6] shows others nothing: to them, the place is a tombstone", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    const viewer = await joinAs(url, "viewer", "member", ENTRIES);
    const stock = await joinAs(url, "stock");
    const live = {
      entries: collectEntries(viewer.client),
      stock: collect(stock.client, "new-message"),
    };
    await mod.does({ kind: "shadow", userId: "tom" });
    const { seq, id } = await said(tom, "hidden");
    await said(viewer, "seen");
    await expect.poll(() => [live.entries.length, live.stock.length]).toEqual([2, 1]);
    const place = { kind: "tombstone", seq, id, timestamp: expect.any(Number) as number };
    expect(live.entries[0]).toEqual(place);
    const asked = await Promise.all([
      ask(viewer.client, "fetch-entries", { streamId: "s1", after: 0 }),
      ask(viewer.client, "load-history", { streamId: "s1", before: 1_000 }),
      joinAs(url, "late").then(({ joined }) => joined),
      joinAs(url, "late", "member", ENTRIES).then(({ joined }) => joined),
    ]);
    expect(asked[0]).toMatchObject({ entries: [place, { message: "seen" }] });
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const exported = await fetch(`${url}/api/v1/streams/s1/messages`, { headers });
    expect(JSON.stringify([live, asked, await exported.text()])).not.toContain("hidden");
    // What a stranger does to it comes to the same as with any tombstone.
    expect(await ask(viewer.client, "remove-message", { streamId: "s1", id })).toEqual({
      ok: true,
    });
    expect(
      codeOf(await ask(viewer.client, "report-message", { streamId: "s1", id, reason: "spam" })),
    ).toBe("not-found");
    const reply = await ask(viewer.client, "send-message", {
      streamId: "s1",
      message: "re",
      replyTo: id,
    });
    expect(reply).not.toHaveProperty("message.replyTo");
    const history = await ask(tom.client, "load-history", { streamId: "s1", before: 1_000 });
    expect(JSON.stringify(history)).toContain("hidden");
  });

  it("[HE6] is let in by staff at its place, with what the author sees unchanged", async () => {
    const { url } = await startServer(SIGN_IN);
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    const viewer = await joinAs(url, "viewer", "member", ENTRIES);
    const live = collectEntries(viewer.client);
    await mod.does({ kind: "shadow", userId: "tom" });
    const sent = await said(tom, "hidden", "c1");
    await said(viewer, "after it");
    const card = await ask(mod.client, "load-person", { streamId: "s1", userId: "tom" });
    expect(card).toMatchObject({ card: { messages: [{ id: sent.id, held: true }] } });
    recordOf(await mod.does({ kind: "approve", heldId: sent.id }));
    await expect
      .poll(() => live.at(-1))
      .toMatchObject({
        ...{ kind: "restoration", undoes: sent.seq, message: { id: sent.id, message: "hidden" } },
      });
    for (const who of [tom, viewer])
      expect(
        await ask(who.client, "load-history", { streamId: "s1", before: 1_000 }),
      ).toMatchObject({
        messages: [sent, { message: "after it" }],
      });
    expect(codeOf(await mod.does({ kind: "approve", heldId: sent.id }))).toBe("not-found");
    expect(await said(tom, "hidden", "c1")).toEqual(sent);
  });

  it("[HE6] finds it again in a long log after a restart, and keeps it after a rejection", async () => {
    const databaseUrl = `sqlite:${joinPath(temporaryFolder(), "chat.db")}`;
    const options = { ...SIGN_IN, databaseUrl, historyLimit: 3 };
    const first = await startChatServer(
      toOptions({ ...options, port: 0, logLevel: "silent", rateLimit: "off" }),
    );
    const mod = await joinAs(first.url, "mod", "moderator");
    const tom = await joinAs(first.url, "tom");
    await mod.does({ kind: "shadow", userId: "tom" });
    const sent = await said(tom, "hidden");
    await mod.does({ kind: "reject", heldId: sent.id });
    // More entries than are kept in memory, and fewer messages than a snapshot holds.
    for (let i = 0; i < 5; i++) {
      const { id } = await said(mod, `m${i}`);
      await mod.does({ kind: "remove", messageId: id });
    }
    await first.close();
    const { url } = await startServer(options);
    expect((await joinAs(url, "tom")).joined).toMatchObject({ messages: [sent] });
    expect((await joinAs(url, "viewer")).joined).toMatchObject({ messages: [] });
    const again = await joinAs(url, "tom");
    expect(
      await ask(again.client, "load-history", { streamId: "s1", before: 1_000 }),
    ).toMatchObject({
      messages: [sent],
    });
    expect(await ask(again.client, "fetch-entries", { streamId: "s1", after: 0 })).toMatchObject({
      entries: expect.arrayContaining([
        expect.objectContaining({ id: sent.id, message: "hidden" }),
      ]) as object,
    });
  });

  it("[HE6] sees it on another node as well, and nobody else there does", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const all = { ...SIGN_IN, databaseUrl, redisUrl: redis.url };
    const [here, there] = await Promise.all([startServer(all), startServer(all)]);
    const mod = await joinAs(here.url, "mod", "moderator");
    const tom = await joinAs(here.url, "tom");
    const tab = await joinAs(there.url, "tom", "member", ENTRIES);
    const viewer = await joinAs(there.url, "viewer", "member", ENTRIES);
    const [own, others] = [collectEntries(tab.client), collectEntries(viewer.client)];
    await mod.does({ kind: "shadow", userId: "tom" });
    const sent = await said(tom, "hidden");
    await expect
      .poll(() => own)
      .toMatchObject([{ kind: "message", id: sent.id, message: "hidden" }]);
    await expect.poll(() => others).toMatchObject([{ kind: "tombstone", id: sent.id }]);
  });

  it.each<[string, (url: string, mod: JoinedClient) => Promise<unknown>]>([
    ["a purge by staff", (_url, mod) => mod.does({ kind: "purge", userId: "tom" })],
    ["a clearing", (_url, mod) => mod.does({ kind: "clear" })],
    ["the operator's deletion", (url) => apiOf(url).delete("/people/tom/messages")],
  ])("[HE6] loses it by %s, as anybody does", async (_name, takeAway) => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    await mod.does({ kind: "shadow", userId: "tom" });
    await said(tom, "hidden");
    await takeAway(url, mod);
    const answers = await Promise.all([
      ask(tom.client, "load-history", { streamId: "s1", before: 1_000 }),
      ask(tom.client, "fetch-entries", { streamId: "s1", after: 0 }),
      joinAs(url, "tom").then(({ joined }) => joined),
    ]);
    expect(JSON.stringify(answers)).not.toContain("hidden");
  });

  it("[HE6] says the same when an action of staff is undone", async () => {
    const { url } = await startServer(SIGN_IN);
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    await mod.does({ kind: "shadow", userId: "tom" });
    const sent = await said(tom, "hidden");
    const record: AuditRecord = recordOf(await mod.does({ kind: "purge", userId: "tom" }));
    recordOf(await mod.does({ kind: "undo", actionId: record.id }));
    await mod.does({ kind: "lift", userId: "tom" });
    const loaded = await ask(tom.client, "load-history", { streamId: "s1", before: 1_000 });
    expect(loaded).toMatchObject({ messages: [sent] });
    const others = await ask(mod.client, "load-history", { streamId: "s1", before: 1_000 });
    expect(others).toMatchObject({ messages: [] });
  });
});
