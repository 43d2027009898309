import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { FilterRule, ModerationAction } from "#protocol";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { trimLog } from "../../server/src/chat/streams/retention.ts";
import { composeStorage } from "../../server/src/compose/storage.ts";
import { toOptions } from "../../server/src/options.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import type { Logger } from "../../server/src/transport/logger.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { entryOf, message, openLog, STORAGES, TOM } from "../support/message-logs.ts";
import { createDatabase } from "../support/postgres.ts";
import {
  codeOf,
  joinAs,
  joinAsGuest,
  recordOf,
  SIGN_IN,
  type JoinedClient,
} from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask, collect } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SECRET = "my-telephone-is-5550100";

interface Sent {
  id: string;
  seq: number;
}

async function say(who: JoinedClient, text: string): Promise<Sent> {
  return ((await who.say(text)) as unknown as { message: Sent }).message;
}

/** Everything that the database holds, as text. */
function dump(file: string): string {
  const database = new SqliteDatabase(file, { readonly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck();
  const rows = tables
    .all()
    .flatMap((name) => database.prepare(`select * from "${String(name)}"`).all());
  database.close();
  return JSON.stringify(rows);
}

async function setUp(options: object = {}) {
  const file = join(temporaryFolder(), "chat.db");
  const { url } = await startServer({
    ...{ ...SIGN_IN, adminToken: ADMIN_TOKEN, databaseUrl: `sqlite:${file}` },
    ...options,
  });
  const owner = await joinAs(url, "boss", "owner");
  const tom = await joinAs(url, "tom");
  const staffSees = async () => {
    const asked = [
      ["load-audit", {}],
      ["load-audit", { search: SECRET }],
      ["load-person", { userId: "tom" }],
      ["load-queue", {}],
      ["load-sanctions", {}],
    ] as const;
    const answers = asked.map(([event, more]) =>
      ask(owner.client, event, { streamId: "s1", ...more }),
    );
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const audit = await fetch(`${url}/api/v1/streams/s1/audit.ndjson`, { headers });
    return JSON.stringify([await Promise.all(answers), await audit.text()]);
  };
  const remove = (who: JoinedClient, id: string) =>
    ask(who.client, "remove-message", { streamId: "s1", id });
  return { url, file, owner, tom, staffSees, remove, api: apiOf(url) };
}

const HOLDING = (kind: "hold" | "shadow"): FilterRule => ({
  ...{ id: "numbers", kind: "patterns", patterns: ["\\d{7}"] },
  action: { kind },
});

describe("[RM5] a message that its author removed", () => {
  it.each<[string, (sent: Sent) => ModerationAction[]]>([
    ["was pinned", ({ id }) => [{ kind: "pin", messageId: id }]],
    ["was pinned and unpinned", ({ id }) => [{ kind: "pin", messageId: id }, { kind: "unpin" }]],
    ["was removed by staff", ({ id }) => [{ kind: "remove", messageId: id }]],
    ["was cleared away", () => [{ kind: "clear" }]],
    ["was purged", () => [{ kind: "purge", userId: "tom" }]],
    ["was purged with a ban", () => [{ kind: "ban", userId: "tom", purge: true }]],
    ["was purged and cleared away", () => [{ kind: "purge", userId: "tom" }, { kind: "clear" }]],
  ])("is in no table and no answer when it %s before", async (_, actions) => {
    const { url, file, owner, tom, staffSees, remove } = await setUp();
    const sent = await say(tom, SECRET);
    const records = [];
    for (const action of actions(sent)) records.push(recordOf(await owner.does(action)));
    expect(await remove(tom, sent.id)).toEqual({ ok: true });
    expect(await staffSees()).not.toContain(SECRET);
    expect(dump(file)).not.toContain(SECRET);
    for (const { id, kind } of records)
      if (kind !== "unpin") await owner.does({ kind: "undo", actionId: id });
    const { joined } = await joinAs(url, "late");
    expect(JSON.stringify(joined)).not.toContain(SECRET);
    expect(dump(file)).not.toContain(SECRET);
  });

  it("cannot be brought back, and says so", async () => {
    const { owner, tom, remove } = await setUp();
    const sent = await say(tom, SECRET);
    const record = recordOf(await owner.does({ kind: "remove", messageId: sent.id }));
    await remove(tom, sent.id);
    expect(codeOf(await owner.does({ kind: "undo", actionId: record.id }))).toBe("not-found");
  });

  it("leaves what others did to their own alone", async () => {
    const { url, owner, tom, remove, staffSees } = await setUp();
    const sent = await say(tom, SECRET);
    await owner.does({ kind: "remove", messageId: sent.id });
    const eve = await joinAs(url, "eve");
    await remove(eve, sent.id);
    expect(await staffSees()).toContain(SECRET);
  });
});

describe("[RM5][HE1] a message that waits for staff", () => {
  it("can be taken back by its author, and by nobody else", async () => {
    const { file, owner, tom, staffSees, remove, url } = await setUp();
    await owner.does({ kind: "set-filters", rules: [HOLDING("hold")] });
    const { id } = await say(tom, SECRET);
    expect(await staffSees()).toContain(SECRET);
    expect(codeOf(await remove(await joinAs(url, "eve"), id))).toBe("not-found");
    const news = collect(owner.client, "staff-news");
    expect(await remove(tom, id)).toEqual({ ok: true });
    await expect.poll(() => news.at(-1)).toMatchObject({ waiting: 0 });
    expect(await staffSees()).not.toContain(SECRET);
    expect(dump(file)).not.toContain(SECRET);
    expect(codeOf(await remove(tom, id))).toBe("not-found");
    expect(codeOf(await owner.does({ kind: "approve", heldId: id }))).toBe("not-found");
  });

  it("is removed like any other by its shadowed author", async () => {
    const { file, owner, tom, remove } = await setUp();
    await owner.does({ kind: "shadow", userId: "tom" });
    const { id } = await say(tom, SECRET);
    expect(await remove(tom, id)).toEqual({ ok: true });
    expect(dump(file)).not.toContain(SECRET);
  });

  it("leaves nothing with staff when it was approved and then removed by its author", async () => {
    const { file, owner, tom, staffSees, remove } = await setUp();
    await owner.does({ kind: "set-filters", rules: [HOLDING("hold")] });
    const { id } = await say(tom, SECRET);
    const { message } = recordOf(await owner.does({ kind: "approve", heldId: id }));
    expect(await remove(tom, message!.id)).toEqual({ ok: true });
    expect(await staffSees()).not.toContain(SECRET);
    expect(dump(file)).not.toContain(SECRET);
  });
});

describe("[AD3] a person whom the operator deletes", () => {
  it("leaves no text of theirs, and no text of staff about them, in any table", async () => {
    const { file, owner, tom, staffSees, api } = await setUp();
    const pinned = await say(tom, `pinned ${SECRET}`);
    const removed = await say(tom, `removed ${SECRET}`);
    await owner.does({ kind: "pin", messageId: pinned.id });
    await owner.does({ kind: "remove", messageId: removed.id, reason: `said ${SECRET}` });
    await owner.does({ kind: "note", userId: "tom", text: `note ${SECRET}` });
    await owner.does({ kind: "set-filters", rules: [HOLDING("hold")] });
    await say(tom, `held ${SECRET}`);
    await owner.does({ kind: "shadow", userId: "tom", reason: `since ${SECRET}` });
    await say(tom, `shadowed ${SECRET}`);
    expect(dump(file)).toContain(SECRET);
    expect((await api.delete("/people/tom/messages")).body).toMatchObject({ ok: true, streams: 1 });
    expect(await staffSees()).not.toContain(SECRET);
    expect(dump(file)).not.toContain(SECRET);
    const card = await ask(owner.client, "load-person", { streamId: "s1", userId: "tom" });
    expect(card).toMatchObject({ card: { notes: [], messages: [] } });
    // What keeps them from writing stays.
    expect(card).toMatchObject({ card: { sanction: { kind: "shadow" } } });
  });

  it("[ID7] has no name reserved any longer that they had as staff", async () => {
    const { url, file, api } = await setUp();
    await joinAs(url, "mina", "moderator", { claims: { name: "Secretary" } });
    const claims = { name: "Secretary" };
    expect((await joinAs(url, "late", "member", { claims })).joined.me.nickname).toBeUndefined();
    await api.delete("/people/mina/messages");
    expect((await joinAs(url, "later", "member", { claims })).joined.me.nickname).toBe("Secretary");
    expect(dump(file)).not.toContain('"mina"');
  });

  it("[CH7] leaves nothing with staff of their channel either, in any table, and no name as staff", async () => {
    const { url, file, api } = await setUp();
    const streamId = "moonlight:1";
    const enter = (userId: string, claims: object) =>
      joinAs(url, userId, "member", { streamId, claims });
    const boss = await enter("boss", { chat_roles: { "moonlight:*": "owner" } });
    const mina = await enter("mina", { name: SECRET, chat_roles: { "moonlight:*": "moderator" } });
    recordOf(await mina.does({ kind: "note", userId: "tom", text: "kind" }, "channel"));
    recordOf(await boss.does({ kind: "note", userId: "mina", text: SECRET }, "channel"));
    recordOf(await boss.does({ kind: "ban", userId: "mina", reason: SECRET }, "channel"));
    // Nothing of hers is in a stream.
    expect((await api.delete("/people/mina/messages")).body).toMatchObject({ streams: 0 });
    expect(dump(file)).not.toContain(SECRET);
    const audit = await ask(boss.client, "load-audit", { streamId, scope: "channel" });
    expect(audit).toMatchObject({ records: [{ kind: "ban" }, { kind: "note" }, { kind: "note" }] });
    expect(codeOf(await mina.say("?"))).toBe("banned");
  });

  it("is deleted also from a stream that only has a note or a report of theirs", async () => {
    const { file, owner, tom, api } = await setUp();
    await owner.does({ kind: "note", userId: "tom", text: `note ${SECRET}` });
    const { id } = await say(owner, "hello");
    await ask(tom.client, "report-message", { streamId: "s1", id, reason: "spam" });
    expect((await api.delete("/people/tom/messages")).body).toMatchObject({ streams: 1 });
    expect(dump(file)).not.toContain(SECRET);
    expect(await ask(owner.client, "load-queue", { streamId: "s1" })).toMatchObject({ waiting: 0 });
  });
});

describe.each(STORAGES)("trimming by retention, in %s", (_name, open) => {
  it("[LOG8] leaves the audit log, and a pin is taken down before", async () => {
    const log = await openLog(open);
    const [one] = await log.append([message(SECRET, { author: TOM })]);
    const id = one?.outcome === "appended" ? one.entry.id : "";
    const act = (action: ModerationAction): Append => ({
      ...{ kind: "action", streamId: "s1", actor: null, action },
    });
    await log.append([act({ kind: "pin", messageId: id })]);
    for (let i = 0; i < 4; i++) await log.append([message(`later ${i}`, { author: TOM })]);
    const { signal } = new AbortController();
    const remove = (streamId: string, messageId: string) =>
      log.append([{ kind: "removal", streamId, messageId }]);
    const tools = {
      log,
      remove,
      clock: { nowMs: () => Date.now() },
      signal,
      pause: async () => {},
    };
    await trimLog(tools, { maxPerStream: 2 }, () => undefined);
    expect((await log.readTail("s1", 10)).pinned).toBeUndefined();
    expect(JSON.stringify(await log.readEntries("s1", 0, 20))).not.toContain(SECRET);
    expect(await log.trim({ maxEntries: 2 }, 10)).toEqual([]);
  });

  it("[LOG8][MO8] leaves no text of a trimmed message with staff, who had removed it", async () => {
    const { log, moderation } = await open();
    onTestFinished(() => log.close());
    const sendAndRemove = async (text: string) => {
      const [sent] = await log.append([message(text, { author: TOM })]);
      const remove: ModerationAction = { kind: "remove", messageId: entryOf(sent).id };
      await log.append([{ kind: "action", streamId: "s1", actor: null, action: remove }]);
    };
    await sendAndRemove(SECRET);
    await sendAndRemove("not trimmed");
    const staffSees = async () => {
      const audit = await moderation.readAudit({ streamId: "s1", limit: 10 });
      return JSON.stringify([audit, await moderation.readCard("s1", TOM.userId, false)]);
    };
    expect(await staffSees()).toContain(SECRET);
    await log.trim({ maxEntries: 2 }, 10);
    expect(await staffSees()).not.toContain(SECRET);
    const audit = await moderation.readAudit({ streamId: "s1", limit: 10 });
    expect(audit.map(({ message }) => message?.text)).toEqual(["not trimmed", ""]);
  });

  it.each([1, 2, 3, 4])(
    "[LOG8] takes a pin down before its message goes, where %i are kept",
    async (kept) => {
      const log = await openLog(open);
      const written = await log.append(["a", SECRET, "c", "d"].map((text) => message(text)));
      const id = entryOf(written[1]).id;
      const pin: ModerationAction = { kind: "pin", messageId: id };
      await log.append([{ kind: "action", streamId: "s1", actor: null, action: pin }]);
      const [trimmed] = await log.trim({ maxEntries: kept }, 10);
      // Of five entries the second is trimmed, unless four are kept.
      expect(trimmed?.pinnedId).toBe(kept < 4 ? id : undefined);
      const { pinned, entries } = await log.readTail("s1", 10);
      expect(pinned).toMatchObject({ messageId: id });
      expect(entries.some((entry) => entry.id === id)).toBe(true);
    },
  );
});

describe("[JR3] pictures of guests", () => {
  const PICTURE = "https://tracker.example/pixel.png";
  const withPicture = (url: string, nickname: string) => {
    return joinAsGuest(url, nickname).then(async (guest) => {
      const user = { userId: "x", nickname, avatarUrl: PICTURE };
      await ask(guest.client, "join-room", { streamId: "s1", user });
      return guest;
    });
  };

  it("are in no message, join, notice or list, unless the server allows them", async () => {
    const { url, owner } = await setUp({ guests: true });
    const seen: unknown[] = [];
    owner.client.onAny((...event: unknown[]) => seen.push(event));
    const guest = await withPicture(url, "Gina");
    const sent = await guest.say("hello");
    await expect.poll(() => JSON.stringify(seen)).toContain("hello");
    const card = await ask(owner.client, "load-person", { streamId: "s1", userId: guest.userId });
    const late = await joinAs(url, "late");
    expect(JSON.stringify([seen, sent, card, late.joined])).not.toContain(PICTURE);
    expect(JSON.stringify(card)).toContain("Gina");
  });

  it("go on where the server allows them; a member's and a bot's always do", async () => {
    const { url, api } = await setUp({ guests: true, guestAvatars: true });
    await (await withPicture(url, "Gina")).say("hello");
    await api.post("/streams/s1/messages", {
      ...{ bot: "news", name: "News", message: "beep", avatarUrl: "https://shop.example/bot.png" },
    });
    const { joined } = await joinAs(url, "late");
    expect(JSON.stringify(joined)).toContain(PICTURE);
    expect(JSON.stringify(joined)).toContain("https://shop.example/bot.png");
  });

  it.each([true, false])(
    "are in what a server's stores answer to viewers, staff and webhooks: %s, as it is set",
    async (guestAvatars) => {
      const given = await openStorage({ databaseUrl: "memory:" }, systemClock);
      onTestFinished(() => given.log.close());
      const gina = { userId: "guest:gina", nickname: "Gina", avatarUrl: PICTURE, role: "guest" };
      const author = gina as typeof gina & { role: "guest" };
      const [sent] = await given.log.append([
        message("hi", { author }),
        message("held", { author, held: { why: "filter" } }),
      ]);
      const report = { streamId: "s1", messageId: entryOf(sent).id, userId: "u-ann" } as const;
      await given.moderation.report({ ...report, reason: "spam" });
      const ban = { kind: "ban", userId: gina.userId } as const;
      await given.log.append([{ kind: "action", streamId: "s1", actor: null, action: ban }]);
      const options = toOptions({ databaseUrl: "memory:", guestAvatars });
      const silent = { warn: () => undefined } as unknown as Logger;
      const { log, moderation, webhooks } = await composeStorage(
        ...([options, systemClock, silent, given] as const),
      );
      const from = { streamId: "s1", position: { seq: 0, actions: 0 } };
      const answers = {
        tail: await log.readTail("s1", 10),
        history: await log.readMessages("s1", 10, 10),
        card: await moderation.readCard("s1", gina.userId, true),
        audit: await moderation.readAudit({ streamId: "s1", limit: 10 }),
        queue: await moderation.readReviewQueue("s1"),
        delivery: await webhooks.readNext(from, 10),
      };
      for (const [what, answer] of Object.entries(answers))
        expect([what, JSON.stringify(answer).includes(PICTURE)]).toEqual([what, guestAvatars]);
    },
  );

  it("of guests who wrote while pictures were allowed are not shown after that is switched off", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const before = await setUp({ guests: true, guestAvatars: true, databaseUrl });
    const { message: sent } = (await (
      await withPicture(before.url, "Gina")
    ).say("hi")) as never as {
      message: Sent;
    };
    const after = await setUp({ guests: true, databaseUrl });
    const { joined } = await joinAs(after.url, "late");
    expect(JSON.stringify(joined)).toContain("Gina");
    const asked = { streamId: "s1", after: sent.seq - 1 };
    const entries = await ask(after.owner.client, "fetch-entries", asked);
    expect(JSON.stringify([joined, entries])).not.toContain(PICTURE);
  });
});
