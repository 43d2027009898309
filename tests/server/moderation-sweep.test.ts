import { describe, expect, it } from "vitest";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { migrate } from "../../server/src/storage/sql/migrate.ts";
import { memoryDatabase } from "../../server/src/storage/engines/sqlite/open-memory.ts";
import { copyRows } from "../../server/src/storage/sql/copy-rows.ts";
import { sqlStorage } from "../../server/src/storage/sql/sql-storage.ts";
import { entryOf, message, TOM } from "../support/message-logs.ts";

const HOUR_MS = 3_600_000;

async function setUp() {
  const clock = { ms: 1_800_000_000_000, nowMs: () => clock.ms };
  const { db, dialect } = memoryDatabase(":memory:", clock);
  await migrate(db, dialect);
  return { clock, db, ...sqlStorage(db, dialect) };
}

function action(each: Extract<Append, { kind: "action" }>["action"]): Append {
  return { kind: "action", streamId: "s1", actor: null, action: each };
}

async function sweepAll(moderation: {
  deleteExpired(limit: number): Promise<boolean>;
}): Promise<number> {
  for (let rounds = 1; ; rounds++) if (!(await moderation.deleteExpired(10))) return rounds;
}

describe("moderation data that is kept for a limited time", () => {
  it("[MO8] deletes removed texts in steps once the removal can no longer be undone, and not before", async () => {
    const { clock, db, log, moderation } = await setUp();
    const [first] = await log.append([
      message("removed"),
      ...Array.from({ length: 35 }, (_, i) => message(`cleared ${i}`, { author: TOM })),
    ]);
    const [removed] = await log.append([action({ kind: "remove", messageId: entryOf(first).id })]);
    const [cleared] = await log.append([action({ kind: "clear" }), message("stays")]);
    clock.ms += 23 * HOUR_MS;
    expect(await sweepAll(moderation)).toBe(1);
    const everything = async () =>
      JSON.stringify([
        await db.selectFrom("entries").selectAll().execute(),
        await db.selectFrom("removed_texts").selectAll().execute(),
      ]);
    expect(await everything()).toContain("cleared 34");
    clock.ms += 2 * HOUR_MS;
    expect(await sweepAll(moderation)).toBeGreaterThan(3);
    expect(await everything()).not.toMatch(/cleared|removed"/);
    expect(await everything()).toContain("stays");
    for (const result of [removed, cleared]) {
      if (result?.outcome !== "done") throw new Error("not done");
      const [undone] = await log.append([action({ kind: "undo", actionId: result.record.id })]);
      expect(undone).toEqual({ outcome: "refused", code: "not-found" });
    }
    const [audited] = await moderation.readAudit({ streamId: "s1", limit: 1 });
    expect(audited).toMatchObject({ kind: "clear", undoable: false });
  });

  it("[MO8][EN6] deletes purged texts, shadowed ones too, once the purge can no longer be undone, and not before", async () => {
    const { clock, db, log, moderation } = await setUp();
    const shadow = { why: "shadow" } as const;
    await log.append([
      message("purged 1", { author: TOM }),
      message("purged 2", { author: TOM, held: shadow }),
      message("stays"),
    ]);
    await log.append([action({ kind: "purge", userId: TOM.userId })]);
    const texts = async () =>
      (await db.selectFrom("entries").select("body").execute()).map(({ body }) => body);
    clock.ms += 23 * HOUR_MS;
    await sweepAll(moderation);
    expect(await texts()).toEqual(expect.arrayContaining(["purged 1", "purged 2"]));
    clock.ms += 2 * HOUR_MS;
    await sweepAll(moderation);
    expect((await texts()).filter((text) => text !== null)).toEqual(["stays"]);
  });

  it("[MO8] deletes cleared texts a few at a time, shadowed ones too", async () => {
    const { clock, db, log, moderation } = await setUp();
    const shadow = { why: "shadow" } as const;
    await log.append([
      message("shadowed", { author: TOM, held: shadow }),
      ...Array.from({ length: 35 }, (_, i) => message(`cleared ${i}`)),
    ]);
    await log.append([action({ kind: "clear" })]);
    const left = async () => {
      const rows = await db.selectFrom("entries").select("body").execute();
      return rows.flatMap(({ body }) => body ?? []);
    };
    expect(await left()).toHaveLength(36);
    clock.ms += 25 * HOUR_MS;
    await moderation.deleteExpired(10);
    expect(36 - (await left()).length).toBeLessThanOrEqual(11);
    await sweepAll(moderation);
    expect(await left()).toEqual([]);
  });

  it("[MO8] deletes what was cleared a day ago also where a stream is cleared more often", async () => {
    const { clock, db, log, moderation } = await setUp();
    const left = async () => {
      const rows = await db.selectFrom("entries").select("body").execute();
      return rows.flatMap(({ body }) => body ?? []);
    };
    for (const day of ["monday", "tuesday", "wednesday"]) {
      await log.append([message(day)]);
      await log.append([action({ kind: "clear" })]);
      await sweepAll(moderation);
      clock.ms += 23 * HOUR_MS;
    }
    await sweepAll(moderation);
    expect(await left()).toEqual(["wednesday"]);
    const [newest] = await moderation.readAudit({ streamId: "s1", limit: 1 });
    await log.append([action({ kind: "undo", actionId: newest!.id })]);
    expect(await log.readMessages("s1", 100, 10)).toMatchObject([{ message: "wednesday" }]);
  });

  it("[MO6] forgets guests who were not seen for 30 days, and their addresses", async () => {
    const { clock, db, log, moderation } = await setUp();
    const terms = { policyVersion: 0, newcomer: { addressHash: "hash" } };
    const guest = { userId: "guest:a", nickname: "a", role: "guest" } as const;
    const member = { userId: "Guest:b", nickname: "b", role: "member" } as const;
    await log.append([
      message("a", { author: guest, terms }),
      message("b", { terms }),
      message("c", { author: member, terms }),
    ]);
    clock.ms += 31 * 24 * HOUR_MS;
    await sweepAll(moderation);
    const left = await db.selectFrom("people").select("user_id").execute();
    expect(left.map(({ user_id }) => user_id).sort()).toEqual(["Guest:b", "u-minji"]);
  });

  it("[HE5] deletes held messages and reports after 30 days, and not before", async () => {
    const { clock, log, moderation } = await setUp();
    const [shown] = await log.append([
      message("reported"),
      message("held", { author: TOM, held: { why: "filter" } }),
    ]);
    const report = { streamId: "s1", messageId: entryOf(shown).id, userId: "u-ann" } as const;
    expect(await moderation.report({ ...report, reason: "spam" })).toBe(true);
    const waiting = async () => {
      const { held, reported } = await moderation.readReviewQueue("s1");
      return [held.length, reported.length];
    };
    clock.ms += 30 * 24 * HOUR_MS;
    await sweepAll(moderation);
    expect(await waiting()).toEqual([1, 1]);
    clock.ms += HOUR_MS;
    await sweepAll(moderation);
    expect(await waiting()).toEqual([0, 0]);
  });

  it("[MO4] a sanction that is over cannot be lifted", async () => {
    const { clock, log } = await setUp();
    await log.append([action({ kind: "ban", userId: TOM.userId, seconds: 60 })]);
    clock.ms += 60_000;
    const [lifted] = await log.append([action({ kind: "lift", userId: TOM.userId })]);
    expect(lifted).toEqual({ outcome: "refused", code: "not-found" });
  });

  it("is copied to another database with everything else", async () => {
    const { db, log, moderation } = await setUp();
    const target = await setUp();
    const [first] = await log.append([
      message("a"),
      message("b", { author: TOM, held: { why: "filter" } }),
    ]);
    await log.append([
      action({ kind: "remove", messageId: entryOf(first).id, reason: "why" }),
      action({ kind: "ban", userId: TOM.userId }),
      action({ kind: "appoint", userId: "u-mod", role: "moderator" }),
      action({ kind: "set-mode", mode: { slowSeconds: 5 } }),
    ]);
    await copyRows(db, target.db);
    const state = async (from: typeof moderation) => {
      const { nowMs: _, ...policy } = await from.readPolicy("s1", 0);
      const audit = await from.readAudit({ streamId: "s1", limit: 10 });
      return { policy, audit, queue: await from.readReviewQueue("s1") };
    };
    expect(await state(target.moderation)).toEqual(await state(moderation));
    expect((await state(target.moderation)).policy.staff).toHaveLength(1);
    const [last] = (await state(moderation)).audit.slice(-1);
    await target.log.append([action({ kind: "undo", actionId: last!.id })]);
    expect(await target.log.readMessages("s1", 100, 10)).toMatchObject([{ message: "a" }]);
  });
});
