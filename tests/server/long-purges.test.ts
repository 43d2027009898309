import { describe, expect, it, onTestFinished } from "vitest";
import type { ModerationAction } from "#protocol";
import type { Append } from "../../server/src/chat/ports/append.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message, MINJI, STORAGES, TOM } from "../support/message-logs.ts";

/*
 * A person with very many messages is banned and purged at once; the texts are erased later, in
 * steps.
 */

const BOSS = { userId: "u-boss", nickname: "Boss", role: "owner" } as const;

function action(about: ModerationAction, more: object = {}): Append {
  return { kind: "action", streamId: "s1", actor: BOSS, action: about, ...more } as Append;
}

async function act({ log }: Storage, about: ModerationAction, more: object = {}) {
  const [result] = await log.append([action(about, more)]);
  if (result?.outcome !== "done") throw new Error(JSON.stringify(result));
  return result;
}

async function texts({ log }: Storage): Promise<string[]> {
  return (await log.readMessages("s1", Number.MAX_SAFE_INTEGER, 5_000)).map((each) => each.message);
}

describe.each(STORAGES)("long purges in %s", (_, open) => {
  const opened = async (): Promise<Storage> => {
    const storage = await open();
    onTestFinished(() => storage.log.close());
    return storage;
  };
  /** So many that it takes several steps. */
  const spam = (text = "spam") =>
    Array.from({ length: 1_200 }, (_x, i) => message(`${text} ${i}`, { author: TOM }));

  it("[EN6][MO8] a ban with a purge hides everything with one entry, and its undo shows it again", async () => {
    const storage = await opened();
    const { log, moderation } = storage;
    const first = await log.append([message("keep"), ...spam()]);
    const bait = entryOf(first[1]);
    await moderation.report({
      streamId: "s1",
      messageId: bait.id,
      userId: "u-x",
      reason: "spam",
    });
    const { entries, record } = await act(storage, {
      kind: "ban",
      userId: TOM.userId,
      purge: true,
    });
    expect(entries.map(({ kind }) => kind)).toEqual(["purge"]);
    expect(await texts(storage)).toEqual(["keep"]);
    const read = await log.readEntries("s1", 0, 5_000);
    expect(new Set(read.map(({ kind }) => kind))).toEqual(
      new Set(["message", "tombstone", "purge"]),
    );
    const tail = await log.readTail("s1", 5_000);
    expect(JSON.stringify([read, tail.entries])).not.toContain("spam");
    expect((await moderation.readReviewQueue("s1")).waiting).toBe(0);
    for (const again of [
      action({ kind: "pin", messageId: bait.id }),
      action({ kind: "remove", messageId: bait.id }),
      action({ kind: "purge", userId: TOM.userId }),
    ])
      expect((await log.append([again]))[0]).toMatchObject({
        outcome: "refused",
        code: "not-found",
      });
    const reply = await log.append([message("reply", { replyTo: bait.id })]);
    expect(entryOf(reply[0])).not.toHaveProperty("replyTo");
    const report = { streamId: "s1", messageId: bait.id, userId: "u-y", reason: "spam" } as const;
    expect(await moderation.report(report)).toBe(false);

    await act(storage, { kind: "undo", actionId: record.id });
    expect(await texts(storage)).toHaveLength(1_202);
  });

  it("[EN6][MO8] of two purges, undoing one brings back only what the other does not remove", async () => {
    const storage = await opened();
    await storage.log.append([message("one", { author: TOM })]);
    const first = await act(storage, { kind: "purge", userId: TOM.userId });
    await storage.log.append([message("two", { author: TOM })]);
    const second = await act(storage, { kind: "purge", userId: TOM.userId });
    await act(storage, { kind: "undo", actionId: first.record.id });
    expect(await texts(storage)).toEqual([]);
    await act(storage, { kind: "undo", actionId: second.record.id });
    expect(await texts(storage)).toEqual(["one", "two"]);
  });

  it("[EN9][MO8] a removed message comes back, although a purge came later and was undone", async () => {
    const storage = await opened();
    const [sent] = await storage.log.append([message("one", { author: TOM })]);
    await storage.log.append([message("two", { author: TOM })]);
    const removed = await act(storage, { kind: "remove", messageId: entryOf(sent).id });
    const purged = await act(storage, { kind: "purge", userId: TOM.userId });
    await act(storage, { kind: "undo", actionId: purged.record.id });
    expect(await texts(storage)).toEqual(["two"]);
    await act(storage, { kind: "undo", actionId: removed.record.id });
    expect(await texts(storage)).toEqual(["one", "two"]);
  });

  it("[EN6] a person whose messages were all removed one by one has nothing to purge", async () => {
    const storage = await opened();
    const [sent] = await storage.log.append([message("one", { author: TOM })]);
    await act(storage, { kind: "remove", messageId: entryOf(sent).id });
    const [purged] = await storage.log.append([action({ kind: "purge", userId: TOM.userId })]);
    expect(purged).toMatchObject({ outcome: "refused", code: "not-found" });
  });

  it("[AD3] the operator deletes for good what staff have purged and could bring back", async () => {
    const storage = await opened();
    const { log, moderation } = storage;
    await log.append([message("secret", { author: TOM })]);
    await act(storage, { kind: "purge", userId: TOM.userId });
    expect(await log.append([{ kind: "purge", streamId: "s1", userId: TOM.userId }])).toMatchObject(
      [{ outcome: "appended" }],
    );
    while (await moderation.eraseDeleted());
    expect(await log.streamsOf(TOM.userId)).toEqual([]);
  });

  it("[AD3] messages that the operator deletes are hidden at once and erased in steps, also after a restart", async () => {
    const { log, moderation } = await opened();
    await log.append([message("keep"), ...spam("secret")]);
    const purge: Append = { kind: "purge", streamId: "s1", userId: TOM.userId };
    expect((await log.append([purge]))[0]).toMatchObject({ outcome: "appended" });
    expect((await log.append([purge]))[0]).toMatchObject({ outcome: "repeated" });
    const hidden = [
      await log.readEntries("s1", 0, 5_000),
      await moderation.readCard("s1", TOM.userId, true),
      await moderation.readAudit({ streamId: "s1", limit: 100 }),
    ];
    expect(JSON.stringify(hidden)).not.toContain("secret");
    expect(await moderation.eraseDeleted()).toBe(true);
    while (await moderation.eraseDeleted());
    expect(await log.streamsOf(TOM.userId)).toEqual([]);
  });

  it("[MO17] an action is done once under its clientId, and a repeat is answered with its record", async () => {
    const storage = await opened();
    const ban: ModerationAction = { kind: "ban", userId: TOM.userId, reason: "spam" };
    const first = await act(storage, ban, { clientId: "a1" });
    const again = await act(storage, ban, { clientId: "a1", policyVersion: 0 });
    expect(again).toMatchObject({ record: first.record, entries: [] });
    const other = await storage.log.append([
      action({ kind: "lift", userId: TOM.userId }, { clientId: "a1" }),
    ]);
    expect(other[0]).toMatchObject({ outcome: "refused", code: "conflict" });
    // Somebody else's ids are their own; so are the operator's.
    await act(
      storage,
      { kind: "note", userId: MINJI.userId, text: "x" },
      { clientId: "a1", actor: null },
    );
    expect(await storage.moderation.readAudit({ streamId: "s1", limit: 10 })).toHaveLength(2);
  });

  // Two thousand actions take a Postgres on a busy machine a while.
  const patience = { timeout: 300_000 };
  it(
    "[MO12] a policy of many sanctions is read in parts that go on from each other",
    patience,
    async () => {
      const storage = await opened();
      for (let round = 0; round < 5; round++)
        await storage.log.append(
          Array.from({ length: 410 }, (_x, i) =>
            action({ kind: "ban", userId: `u-${round}-${i}` }),
          ),
        );
      const seen = new Set<string>();
      for (let version = 0, more: true | undefined = true; more;) {
        const news = await storage.moderation.readPolicy("s1", version);
        expect(news.sanctions.length).toBeLessThanOrEqual(2_000);
        for (const { userId } of news.sanctions) seen.add(userId);
        ({ version, more = undefined } = news);
      }
      expect(seen.size).toBe(2_050);
    },
  );
});
