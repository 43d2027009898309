import { describe, expect, it } from "vitest";
import type { FilterRule, ReviewQueue } from "#protocol";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { ScopePolicy } from "../../server/src/chat/moderation/stream-policy.ts";
import { entryOf, message, removal, STORAGES, TOM } from "../support/message-logs.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, tokenOf } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join } from "../support/stock-client.ts";

const action = (each: Extract<Append, { kind: "action" }>["action"]): Append => ({
  ...{ kind: "action", streamId: "s1", actor: null, action: each },
});
const ban = (userId: string, untilMs?: number) => ({
  ...({ userId, kind: "ban", byOwner: false, addressHash: "one" } as const),
  ...(untilMs !== undefined && { untilMs }),
});

describe.each(STORAGES)("the review queue in %s", (_name, open) => {
  it("[HE4] does not fill with reports of messages that their author, a purge or retention has removed", async () => {
    const { log, moderation } = await open();
    const more = Array.from({ length: 100 }, (_, i) => message(`bait ${i}`, { author: TOM }));
    const baits = (await log.append(more)).map((result) => entryOf(result).id);
    const [purged, kept] = await log.append([
      message("purged", { author: { ...TOM, userId: "u-purged" } }),
      message("the one to look at"),
    ]);
    const ids = [...baits, entryOf(purged).id, entryOf(kept).id];
    const report = (messageId: string, userId: string) =>
      moderation.report({ streamId: "s1", messageId, userId, reason: "spam" });
    for (const id of ids) expect(await report(id, "anna")).toBe(true);
    expect((await moderation.readReviewQueue("s1")).waiting).toBe(102);
    await log.trim({ maxEntries: 101 }, 1_000);
    await log.append([
      ...baits.slice(1).map((id) => removal(id, TOM.userId)),
      action({ kind: "ban", userId: "u-purged", purge: true }),
    ]);
    const queue: ReviewQueue = await moderation.readReviewQueue("s1");
    expect(queue.reported).toMatchObject([{ message: { message: "the one to look at" } }]);
    expect(queue.waiting).toBe(1);
    await log.close();
  });
});

describe("people who try to evade sanctions", () => {
  it("[MO4] of several bans from one address the longest holds, whatever came after it", () => {
    const guest = { userId: "guest:new", role: "guest", addressHash: "one" } as const;
    const news = { version: 1, nowMs: 0, mode: {}, listed: false, staff: [] };
    for (const sanctions of [
      [ban("guest:a"), ban("guest:b", 1_000)],
      [ban("guest:b", 1_000), ban("guest:a")],
    ]) {
      const policy = ScopePolicy.of({ ...news, sanctions });
      expect(policy.sanctionOn(guest, "guest", 2_000)).toMatchObject({ userId: "guest:a" });
      const lifted = { ...ban("guest:a"), kind: "none" } as const;
      const after = ScopePolicy.of({ ...news, version: 2, sanctions: [lifted] }, policy);
      expect(after.sanctionOn(guest, "guest", 500)).toMatchObject({ userId: "guest:b" });
      expect(after.sanctionOn(guest, "guest", 2_000)).toBeUndefined();
    }
  });

  it("[MO12] an ended sanction does not pass into the next version of a policy", () => {
    const guest = { userId: "guest:b", role: "guest" } as const;
    const news = { version: 1, nowMs: 0, mode: {}, listed: false, staff: [] };
    const before = ScopePolicy.of({ ...news, sanctions: [ban("guest:b", 1_000)] });
    expect(before.sanctionOn(guest, "guest", 999)).toBeDefined();
    for (const [nowMs, isKept] of [
      [999, true],
      [1_000, false],
    ] as const) {
      const after = ScopePolicy.of({ ...news, version: 2, nowMs, sanctions: [] }, before);
      expect(after.nextEndMs(0) !== undefined).toBe(isKept);
    }
  });

  it("[SM8][LOG3] to try which text gets past the filters counts, under one clientId as well", async () => {
    const { url } = await startServer({ ...SIGN_IN, rateLimit: "3/600s" });
    const owner = await joinAs(url, "boss", "owner");
    const words: FilterRule = {
      ...{ id: "w", kind: "words", words: ["spoiler"] },
      action: { kind: "refuse" },
    };
    await owner.does({ kind: "set-filters", rules: [words] });
    const tom = await joinAs(url, "tom");
    const codes: unknown[] = [];
    for (const text of ["spoiler", "sp0iler", "s-p-o-i-l-e-r", "s p o i l e r"])
      codes.push(codeOf(await tom.say(text, "c1")));
    expect(codes).toEqual(["filtered", "filtered", "filtered", "rate-limited"]);
    // A lost ack costs its sender nothing.
    const anna = await joinAs(url, "anna");
    for (let i = 0; i < 5; i++) expect(codeOf(await anna.say("hello", "c1"))).toBeUndefined();
  });

  it("[MO3] a moderator cannot remove what another wrote before they were appointed", async () => {
    const { url } = await startServer(SIGN_IN);
    const owner = await joinAs(url, "boss", "owner");
    const mod = await joinAs(url, "mod", "moderator");
    const anna = await joinAs(url, "anna");
    const sent = (await anna.say("before")) as unknown as { message: { id: string } };
    const remove = { kind: "remove", messageId: sent.message.id } as const;
    recordOf(await owner.does({ kind: "appoint", userId: "anna", role: "moderator" }));
    expect(codeOf(await mod.does(remove))).toBe("forbidden");
    expect(codeOf(await owner.does(remove))).toBeUndefined();
  });

  it("[ID7] staff of one stream cannot take the name of another's, nor keep them out", async () => {
    const { url } = await startServer(SIGN_IN);
    await joinAs(url, "star", "owner", { claims: { name: "Star" } });
    const thief = connect(url, {
      auth: { token: await tokenOf("thief", { name: "Stаr", chat_roles: { s2: "owner" } }) },
    });
    expect((await join(thief, "s1")).me.reason).toBe("name-taken");
    expect((await join(thief, "s2")).me.nickname).toBe("Stаr");
    const back = await joinAs(url, "star", "owner", { claims: { name: "Star" } });
    expect(codeOf(await back.say("it is me"))).toBeUndefined();
  });

  it("[ID7] an appointed person joins again under a name that another of the staff has", async () => {
    const { url } = await startServer(SIGN_IN);
    const owner = await joinAs(url, "boss", "owner");
    recordOf(await owner.does({ kind: "appoint", userId: "m2", role: "moderator" }));
    await joinAs(url, "m1", "moderator", { claims: { name: "Kim" } });
    const namesake = await joinAs(url, "m2", "member", { claims: { name: "Kim" } });
    expect(namesake.joined.me.role).toBe("moderator");
    const stranger = connect(url, { auth: { token: await tokenOf("m3", { name: "Kim" }) } });
    expect((await join(stranger, "s1")).me.reason).toBe("name-taken");
  });
});
