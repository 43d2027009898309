import { describe, expect, it } from "vitest";
import type { HeldMessage, ReviewQueue } from "#protocol";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { message, openLog, STORAGES, TOM } from "../support/message-logs.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask, collect, next } from "../support/stock-client.ts";

const HELD = { author: TOM, clientId: "c1", held: { why: "filter", rule: "words" } } as const;

function action(each: Extract<Append, { kind: "action" }>["action"]): Append {
  return { kind: "action", streamId: "s1", actor: null, action: each };
}

async function queueOf({ client }: JoinedClient): Promise<ReviewQueue> {
  return (await ask(client, "load-queue", { streamId: "s1" })) as unknown as ReviewQueue;
}

describe.each(STORAGES)("held messages in %s", (_name, open) => {
  it("[HE1][LOG3] have no seq, are in no answer but staff's, and are held once", async () => {
    const { log, moderation } = await open();
    const [first, again, other] = await log.append([
      message("bad word", HELD),
      message("bad word", HELD),
      message("another", HELD),
    ]);
    expect(first).toMatchObject({ outcome: "held", message: { why: "filter", rule: "words" } });
    expect(again).toEqual(first);
    expect(other).toEqual({ outcome: "refused", code: "conflict" });
    expect(await log.readEntries("s1", 0, 10)).toEqual([]);
    expect(await log.readMessages("s1", 10, 10)).toEqual([]);
    expect(await moderation.readReviewQueue("s1")).toMatchObject({
      ...{ held: [{ message: "bad word", userId: TOM.userId }], reported: [], waiting: 1 },
    });
    await log.close();
  });

  it("[HE2] approval appends it with its author, once; rejection drops it", async () => {
    const log = await openLog(open);
    const results = await log.append([
      message("one", HELD),
      message("two", { ...HELD, clientId: "c2" }),
    ]);
    const [one, two] = results.map((result) => (result as { message: HeldMessage }).message.id);
    const [approved, twice] = await log.append([
      action({ kind: "approve", heldId: one! }),
      action({ kind: "approve", heldId: one! }),
    ]);
    expect(approved).toMatchObject({
      outcome: "done",
      entries: [{ kind: "message", seq: 1, message: "one", userId: TOM.userId, clientId: "c1" }],
    });
    expect(twice).toEqual({ outcome: "refused", code: "not-found" });
    const [rejected, repeat] = await log.append([
      action({ kind: "reject", heldId: two! }),
      message("one", { author: TOM, clientId: "c1" }),
    ]);
    expect(rejected).toMatchObject({ outcome: "done", entries: [] });
    expect(repeat).toMatchObject({ outcome: "repeated", entry: { seq: 1 } });
  });
});

describe("the review queue", () => {
  it("[HE4] counts one report of a message by one person, and nobody learns who reported", async () => {
    const { url } = await startServer(SIGN_IN);
    const mod = await joinAs(url, "mod", "moderator");
    const [tom, anna, lee] = [
      await joinAs(url, "tom"),
      await joinAs(url, "anna"),
      await joinAs(url, "lee"),
    ];
    const { message: sent } = (await tom.say("rude")) as unknown as { message: { id: string } };
    const report = (who: JoinedClient, reason: string, id = sent.id) =>
      ask(who.client, "report-message", { streamId: "s1", id, reason });
    const news = next(mod.client, "staff-news");
    expect(codeOf(await report(anna, "abuse"))).toBeUndefined();
    expect(codeOf(await report(anna, "spam"))).toBeUndefined();
    expect(codeOf(await report(lee, "abuse"))).toBeUndefined();
    expect(codeOf(await report(tom, "abuse"))).toBe("not-found");
    expect(codeOf(await report(lee, "abuse", "1.nothing"))).toBe("not-found");
    expect(codeOf(await report(lee, "boring"))).toBe("bad-request");
    expect(await news).toMatchObject({ streamId: "s1", waiting: 1 });
    const queue = await queueOf(mod);
    expect(queue).toMatchObject({
      reported: [{ message: { message: "rude" }, reports: [{ reason: "abuse", count: 2 }] }],
      waiting: 1,
    });
    expect(JSON.stringify(queue)).not.toMatch(/anna|lee/);
    expect((await joinAs(url, "mod2", "moderator")).joined.room.waiting).toBe(1);
    expect((await joinAs(url, "viewer")).joined.room.waiting).toBeUndefined();
    expect(recordOf(await mod.does({ kind: "dismiss", messageId: sent.id }))).toMatchObject({
      ...{ message: { text: "rude" }, person: { userId: "tom" }, detail: { reports: 2 } },
    });
    expect(await queueOf(mod)).toMatchObject({ reported: [], waiting: 0 });
    await report(anna, "abuse");
    await mod.does({ kind: "remove", messageId: sent.id });
    expect(await queueOf(mod)).toMatchObject({ reported: [], waiting: 0 });
    for (const event of ["load-queue", "load-audit", "load-sanctions"])
      expect(codeOf(await ask(anna.client, event, { streamId: "s1" }))).toBe("forbidden");
  });

  it("[MO10] a person's card has what they wrote, what was done to them, and notes", async () => {
    const { url } = await startServer(SIGN_IN);
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    const { message: first } = (await tom.say("first")) as unknown as { message: { id: string } };
    await tom.say("second");
    await mod.does({ kind: "remove", messageId: first.id });
    const noted = recordOf(await mod.does({ kind: "note", userId: "tom", text: "was warned" }));
    await mod.does({ kind: "timeout", userId: "tom", seconds: 60 });
    const card = async () =>
      (
        (await ask(mod.client, "load-person", { streamId: "s1", userId: "tom" })) as unknown as {
          card: { knownSinceMs: number };
        }
      ).card;
    expect(await card()).toMatchObject({
      person: { userId: "tom", nickname: "tom" },
      role: "member",
      sanction: { kind: "timeout" },
      messages: [{ message: "second" }, { message: "first", removed: true }],
      actions: [{ kind: "timeout" }, { kind: "remove" }],
      notes: [{ by: "mod", text: "was warned" }],
    });
    expect((await card()).knownSinceMs).toBeGreaterThan(0);
    await mod.does({ kind: "undo", actionId: noted.id });
    expect(await card()).toMatchObject({ notes: [] });
  });

  it("[MO5] the audit log is read in pages, newest first, and searched", async () => {
    const { url } = await startServer(SIGN_IN);
    const mod = await joinAs(url, "mod", "moderator");
    for (const name of ["a", "b_b", "c"])
      await mod.does({ kind: "ban", userId: name, reason: `Reason ${name}` });
    const read = async (more: object) =>
      (await ask(mod.client, "load-audit", { streamId: "s1", ...more })) as unknown as {
        records: { id: string; person: { userId: string } }[];
        more: boolean;
      };
    const page = await read({ limit: 2 });
    expect(page).toMatchObject({ records: [{ person: { userId: "c" } }, {}], more: true });
    const rest = await read({ limit: 2, before: page.records[1]!.id });
    expect(rest).toMatchObject({ records: [{ person: { userId: "a" } }], more: false });
    expect((await read({ search: "reason B_" })).records).toHaveLength(1);
    expect((await read({ search: "%" })).records).toHaveLength(0);
    const listed = (await ask(mod.client, "load-sanctions", {
      ...{ streamId: "s1", limit: 1, search: "REASON" },
    })) as unknown as { sanctions: { userId: string; actionId: string }[]; more: boolean };
    expect(listed).toMatchObject({ sanctions: [{ userId: "c" }], more: true });
    const next = await ask(mod.client, "load-sanctions", {
      ...{ streamId: "s1", limit: 5, before: listed.sanctions[0]!.actionId },
    });
    expect(next).toMatchObject({ sanctions: [{ userId: "b_b" }, { userId: "a" }], more: false });
  });

  it("[MO2] staff's remove-message is audited, and viewers learn nothing of who did it", async () => {
    const { url } = await startServer(SIGN_IN);
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom", "member", { wants: ["entries"] });
    const told = collect(tom.client, "entries");
    const { message: sent } = (await tom.say("spam")) as unknown as { message: { id: string } };
    await ask(mod.client, "remove-message", { streamId: "s1", id: sent.id });
    await ask(mod.client, "remove-message", { streamId: "s1", id: sent.id });
    const { records } = (await ask(mod.client, "load-audit", {
      streamId: "s1",
    })) as unknown as { records: object[] };
    expect(records).toMatchObject([{ kind: "remove", message: { text: "spam" } }]);
    await tom.say("still here");
    expect(JSON.stringify(told)).not.toContain("mod");
  });
});
