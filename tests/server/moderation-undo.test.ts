import { describe, expect, it } from "vitest";
import type { AuditRecord, ModerationAction } from "#protocol";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import type { Append } from "../../server/src/chat/ports/append.ts";
import type { MessageLog } from "../../server/src/chat/ports/message-log.ts";
import { entryOf, message, MINJI, openLog, STORAGES, TOM } from "../support/message-logs.ts";

const OWNER = { userId: "u-boss", nickname: "Boss", role: "owner" } as const;

function action(each: ModerationAction): Append {
  return { kind: "action", streamId: "s1", actor: OWNER, action: each };
}

async function act(
  log: MessageLog,
  each: ModerationAction,
): Promise<{ entries: LogEntry[]; record: AuditRecord }> {
  const [result] = await log.append([action(each)]);
  if (result?.outcome !== "done") throw new Error(`${each.kind}: ${JSON.stringify(result)}`);
  return result;
}

async function texts(log: MessageLog): Promise<string[]> {
  return (await log.readMessages("s1", 1_000, 100)).map((each) => each.message);
}

describe.each(STORAGES)("actions and their undos in %s", (_name, open) => {
  it("[EN9][MO8] a removal is undone by an entry that holds the message", async () => {
    const log = await openLog(open);
    const [first] = await log.append([message("a", { clientId: "c1" }), message("b")]);
    const { id } = entryOf(first);
    const { record, entries } = await act(log, { kind: "remove", messageId: id, reason: "rude" });
    expect(entries).toMatchObject([{ kind: "removal", seq: 3, messageId: id, messageSeq: 1 }]);
    expect(record).toMatchObject({
      ...{ kind: "remove", reason: "rude", undoable: true, by: OWNER },
      message: { id, text: "a" },
      person: { userId: MINJI.userId },
    });
    expect(await texts(log)).toEqual(["b"]);
    const undone = await act(log, { kind: "undo", actionId: record.id });
    expect(undone.entries).toEqual([
      expect.objectContaining({ kind: "restoration", seq: 4, undoes: 3, message: entryOf(first) }),
    ]);
    expect(await log.readEntries("s1", 0, 10)).toEqual([
      entryOf(first),
      expect.objectContaining({ message: "b" }),
      entries[0],
      undone.entries[0],
    ]);
    // Removed again, it is in no entry any more.
    await act(log, { kind: "remove", messageId: id });
    expect(JSON.stringify(await log.readEntries("s1", 0, 10))).not.toContain('"a"');
    expect((await log.readTail("s1", 10)).entries).toEqual(await log.readEntries("s1", 0, 10));
    const [repeat] = await log.append([action({ kind: "undo", actionId: record.id })]);
    expect(repeat).toEqual({ outcome: "refused", code: "not-found" });
  });

  it("[RM1] removing again succeeds and appends nothing", async () => {
    const log = await openLog(open);
    const [first] = await log.append([message("a")]);
    const remove = { kind: "remove", messageId: entryOf(first).id } as const;
    const { record } = await act(log, remove);
    expect(await act(log, remove)).toMatchObject({ entries: [], record: { id: record.id } });
    const [nothing] = await log.append([action({ kind: "remove", messageId: "9.nothing" })]);
    expect(nothing).toEqual({ outcome: "refused", code: "not-found" });
  });

  it("[EN6][MO8] a purge takes one person's messages, and its undo brings back these", async () => {
    const log = await openLog(open);
    const theirs = { author: TOM };
    const [first] = await log.append([
      message("1", { ...theirs, clientId: "c1" }),
      message("2", theirs),
      message("mine"),
    ]);
    await act(log, { kind: "remove", messageId: entryOf(first).id });
    const purge = await act(log, { kind: "purge", userId: TOM.userId });
    expect(await texts(log)).toEqual(["mine"]);
    await log.append([message("3", theirs)]);
    const undone = await act(log, { kind: "undo", actionId: purge.record.id });
    expect(undone.entries).toMatchObject([{ kind: "restoration", undoes: purge.entries[0]!.seq }]);
    expect(undone.entries[0]).not.toHaveProperty("message");
    // What was removed by itself stays so.
    expect(await texts(log)).toEqual(["2", "mine", "3"]);
  });

  it("[MO8] an undo brings nothing back that a newer action keeps away, until that is undone, too", async () => {
    const log = await openLog(open);
    const [first] = await log.append([
      message("1", { author: TOM }),
      message("2", { author: TOM }),
    ]);
    const removal = await act(log, { kind: "remove", messageId: entryOf(first).id });
    const one = await act(log, { kind: "purge", userId: TOM.userId });
    const undone = await act(log, { kind: "undo", actionId: removal.record.id });
    expect(undone.entries[0]).not.toHaveProperty("message");
    expect(await texts(log)).toEqual([]);
    await act(log, { kind: "undo", actionId: one.record.id });
    expect(await texts(log)).toEqual(["1", "2"]);
  });

  it("[EN8][MO8] a clearing empties the stream, and its undo fills it again", async () => {
    const log = await openLog(open);
    const [first] = await log.append([message("1"), message("2", { author: TOM })]);
    const { record, entries } = await act(log, { kind: "clear" });
    expect(entries).toMatchObject([{ kind: "clear", seq: 3 }]);
    await log.append([message("3")]);
    expect(await texts(log)).toEqual(["3"]);
    const everything = [await log.readEntries("s1", 0, 10), await log.readTail("s1", 10)];
    expect(JSON.stringify(everything)).not.toMatch(/"message":"[12]"/);
    const [gone] = await log.append([
      { kind: "removal", streamId: "s1", messageId: entryOf(first).id },
    ]);
    expect(gone?.outcome).toBe("repeated");
    const [answered] = await log.append([message("4", { replyTo: entryOf(first).id })]);
    expect(entryOf(answered)).not.toHaveProperty("replyTo");
    const undone = await act(log, { kind: "undo", actionId: record.id });
    expect(undone.entries).toMatchObject([{ kind: "restoration", undoes: 3 }]);
    expect(await texts(log)).toEqual(["1", "2", "3", "4"]);
  });

  it("[MO8] a ban with a purge is undone as one", async () => {
    const { log, moderation } = await open();
    await log.append([message("spam", { author: TOM })]);
    const { record, entries } = await act(log, { kind: "ban", userId: TOM.userId, purge: true });
    expect(entries.map(({ kind }) => kind)).toEqual(["purge"]);
    expect(record.detail).toEqual({ purged: true });
    await act(log, { kind: "undo", actionId: record.id });
    expect(await texts(log)).toEqual(["spam"]);
    expect(await moderation.readSanctions({ streamId: "s1", limit: 10 })).toEqual([]);
    const policy = await moderation.readPolicy("s1", 1);
    expect(policy.sanctions).toMatchObject([{ userId: TOM.userId, kind: "none" }]);
    expect(policy.version).toBe(2);
    expect((await moderation.readPolicy("s1", 0)).sanctions).toEqual([]);
    await log.close();
  });

  it("[MO8] undoing a ban with a purge brings the messages back, and leaves a newer ban", async () => {
    const { log, moderation } = await open();
    await log.append([message("spam", { author: TOM })]);
    const first = await act(log, { kind: "ban", userId: TOM.userId, purge: true });
    await act(log, { kind: "ban", userId: TOM.userId, reason: "again" });
    await act(log, { kind: "undo", actionId: first.record.id });
    expect(await texts(log)).toEqual(["spam"]);
    expect(await moderation.readSanctions({ streamId: "s1", limit: 10 })).toMatchObject([
      { userId: TOM.userId, reason: "again" },
    ]);
    await log.close();
  });

  it("[MO9] the tail has the pin, and a removal of its message unpins it", async () => {
    const log = await openLog(open);
    const removals: ((id: string) => Append)[] = [
      (id) => ({ kind: "removal", streamId: "s1", messageId: id }),
      (id) => action({ kind: "remove", messageId: id }),
      () => action({ kind: "clear" }),
      () => action({ kind: "purge", userId: MINJI.userId }),
    ];
    for (const remove of removals) {
      const [sent] = await log.append([message("news")]);
      const { id } = entryOf(sent);
      const { entries } = await act(log, { kind: "pin", messageId: id });
      const pinned = { text: "news", messageId: id, userId: MINJI.userId, nickname: "민지" };
      expect(entries).toMatchObject([{ kind: "pin", pinned }]);
      expect((await log.readTail("s1", 1)).pinned).toEqual(pinned);
      await log.append([remove(id)]);
      const tail = await log.readTail("s1", 1);
      expect(tail.pinned).toBeUndefined();
      expect(tail.entries).toMatchObject([{ kind: "pin", pinned: null }]);
      // Nor does the entry that pinned it say any more what it said. (LOG5)
      expect(JSON.stringify(await log.readEntries("s1", 0, 100))).not.toContain("news");
    }
  });

  it("[MO9][MO8] an unpinning is undone by the pin before it, unless that message is gone", async () => {
    const log = await openLog(open);
    const [sent] = await log.append([message("news")]);
    const { id } = entryOf(sent);
    await act(log, { kind: "pin-text", text: "Hello", link: "https://a.example" });
    const replaced = await act(log, { kind: "pin", messageId: id });
    await act(log, { kind: "undo", actionId: replaced.record.id });
    const tail = async () => (await log.readTail("s1", 1)).pinned;
    expect(await tail()).toEqual({ text: "Hello", link: "https://a.example" });
    await act(log, { kind: "pin", messageId: id });
    const { record } = await act(log, { kind: "unpin" });
    await act(log, { kind: "remove", messageId: id });
    await act(log, { kind: "undo", actionId: record.id });
    expect(await tail()).toBeUndefined();
  });

  it("[MO3] only an owner ends a stream, and only an owner opens it again", async () => {
    const log = await openLog(open);
    const byModerator = async (each: ModerationAction) => {
      const actor = { ...OWNER, userId: "u-mod", role: "moderator" } as const;
      const [result] = await log.append([
        { kind: "action", streamId: "s1", actor, action: each } as Append,
      ]);
      return result?.outcome === "refused" ? result.code : result?.outcome;
    };
    expect(await byModerator({ kind: "set-mode", mode: { ended: true } })).toBe("forbidden");
    const { record } = await act(log, { kind: "set-mode", mode: { ended: true } });
    expect(await byModerator({ kind: "set-mode", mode: { ended: null } })).toBe("forbidden");
    expect(await byModerator({ kind: "undo", actionId: record.id })).toBe("forbidden");
    expect(await byModerator({ kind: "set-mode", mode: { slowSeconds: 5 } })).toBe("done");
    await act(log, { kind: "set-mode", mode: { ended: null } });
    expect((await log.readTail("s1", 1)).mode).toEqual({ slowSeconds: 5 });
  });

  it("[MO7] a shield that was set twice restores the mode before the first", async () => {
    const log = await openLog(open);
    await act(log, { kind: "set-mode", mode: { slowSeconds: 3 } });
    await act(log, { kind: "shield", on: true });
    await act(log, { kind: "shield", on: true });
    await act(log, { kind: "shield", on: false });
    expect((await log.readTail("s1", 1)).mode).toEqual({ slowSeconds: 3 });
  });

  it("[MO4] an ended sanction cannot be lifted, and a later one can", async () => {
    const log = await openLog(open);
    const ban = (seconds: number): ModerationAction => ({
      ...{ kind: "ban", userId: TOM.userId, seconds },
    });
    await act(log, ban(3_600));
    await act(log, { kind: "lift", userId: TOM.userId });
    const [again] = await log.append([action({ kind: "lift", userId: TOM.userId })]);
    expect(again).toEqual({ outcome: "refused", code: "not-found" });
    await act(log, ban(3_600));
    expect((await act(log, { kind: "lift", userId: TOM.userId })).record.kind).toBe("lift");
  });

  it("[MO12] a message behind an action in the same commit is judged by the new policy", async () => {
    const log = await openLog(open);
    const terms = { policyVersion: 0 };
    const results = await log.append([
      message("before", { author: TOM, terms }),
      action({ kind: "ban", userId: TOM.userId }),
      message("behind", { author: TOM, terms }),
      message("by the new one", { terms: { policyVersion: 1 } }),
    ]);
    expect(results).toMatchObject([
      { outcome: "appended" },
      { outcome: "done", policyVersion: 1 },
      { outcome: "stale-policy", policyVersion: 1 },
      { outcome: "appended" },
    ]);
    const [repeat] = await log.append([
      { ...action({ kind: "clear" }), policyVersion: 0 } as Append,
    ]);
    expect(repeat).toMatchObject({ outcome: "stale-policy", policyVersion: 1 });
  });

  it("[AD3] the operator's purge leaves nothing that somebody wrote, in no table", async () => {
    const { log, moderation } = await open();
    const [first] = await log.append([message("secret 1", { author: TOM })]);
    await act(log, { kind: "remove", messageId: entryOf(first).id });
    await log.append([
      message("secret 2", { author: TOM, held: { why: "filter" } }),
      message("secret 3", { author: TOM }),
    ]);
    await act(log, { kind: "clear" });
    expect(await log.streamsOf(TOM.userId)).toEqual(["s1"]);
    await log.append([{ kind: "purge", streamId: "s1", userId: TOM.userId }]);
    const left = [
      await moderation.readAudit({ streamId: "s1", limit: 100 }),
      await moderation.readCard("s1", TOM.userId, true),
      await moderation.readReviewQueue("s1"),
      await log.readEntries("s1", 0, 100),
    ];
    expect(JSON.stringify(left)).not.toMatch(/secret|Tom/);
    expect(await log.streamsOf(TOM.userId)).toEqual([]);
    await log.close();
  });
});
