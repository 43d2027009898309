import { describe, expect, it, onTestFinished } from "vitest";
import type { AuditRecord, ModerationAction } from "#protocol";
import type { Append, AppendResult } from "../../server/src/chat/ports/append.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message, MINJI, removal, STORAGES, TOM } from "../support/message-logs.ts";

/* Messages that not everybody sees: held, shadowed, cleared and purged ones. */

const ANN = { userId: "u-ann", nickname: "Ann", role: "member" } as const;
const SHADOW = { why: "shadow", rule: "r1" } as const;
const HOLD = { why: "filter", rule: "r1" } as const;

async function setUp(open: () => Promise<Storage>) {
  const storage = await open();
  onTestFinished(() => storage.log.close());
  const { log } = storage;
  const append = async (each: Append): Promise<AppendResult> => (await log.append([each]))[0]!;
  const act = async (action: ModerationAction): Promise<AuditRecord> => {
    const result = await append({ kind: "action", streamId: "s1", actor: null, action });
    if (result.outcome !== "done") throw new Error(JSON.stringify(result));
    return result.record;
  };
  const hold = async (text: string, more: Parameters<typeof message>[1]) => {
    const result = await append(message(text, { held: HOLD, ...more }));
    return result.outcome === "held" ? result.message.id : result.outcome;
  };
  const texts = async () => (await log.readMessages("s1", 10_000, 100)).map((each) => each.message);
  return { ...storage, append, act, hold, texts };
}

describe.each(STORAGES)("hidden messages in %s", (_name, open) => {
  it("[HE1][LOG3] held under one clientId are two people's, and each one's is held once", async () => {
    const { hold, log, moderation } = await setUp(open);
    const same = { clientId: "c1" };
    const together = await log.append(
      [TOM, ANN].map((author) => message("now", { author, clientId: "c0", held: HOLD })),
    );
    expect(together).toMatchObject(
      [TOM, ANN].map(({ userId }) => ({ outcome: "held", message: { userId } })),
    );
    const [tom, ann] = [
      await hold("buy", { author: TOM, ...same }),
      await hold("buy", { author: ANN, ...same }),
    ];
    expect(ann).not.toBe(tom);
    expect(await hold("buy", { author: TOM, ...same })).toBe(tom);
    expect(await hold("else", { author: ANN, ...same })).toBe("refused");
    const { held } = await moderation.readReviewQueue("s1");
    expect(held.map(({ userId }) => userId).sort()).toEqual(
      [ANN, ANN, TOM, TOM].map(({ userId }) => userId),
    );
  });

  it("[HE2][LOG3] an approved message does not take a clientId that its author has used since", async () => {
    const { append, hold, act, texts } = await setUp(open);
    const heldId = await hold("held", { author: TOM, clientId: "c1" });
    const sent = await append(message("sent", { author: TOM, clientId: "c1" }));
    await act({ kind: "approve", heldId });
    expect(await texts()).toEqual(["sent", "held"]);
    const repeated = await append(message("sent", { author: TOM, clientId: "c1" }));
    expect(entryOf(repeated)).toEqual(entryOf(sent));
  });

  it.each(["clear", "purge"] as const)(
    "[HE6] a shadowed message that a %s has taken away does not come back by its approval",
    async (kind) => {
      const { append, act, log } = await setUp(open);
      await append(message("first"));
      const shadowed = await append(message("hidden", { author: TOM, held: SHADOW }));
      await act(kind === "clear" ? { kind } : { kind, userId: TOM.userId });
      const approve = { kind: "approve", heldId: entryOf(shadowed).id } as const;
      expect(
        await append({ kind: "action", streamId: "s1", actor: null, action: approve }),
      ).toMatchObject({ outcome: "refused", code: "not-found" });
      const entries = await log.readEntries("s1", 1, 100);
      expect(entries.map((entry) => entry.kind)).toEqual(["tombstone", kind]);
    },
  );

  it("[LOG3][HE6] a shadowed message whose entry is gone can be sent again under its clientId", async () => {
    const { append, log } = await setUp(open);
    const hidden = () => append(message("hidden", { author: TOM, clientId: "c1", held: SHADOW }));
    const { id } = entryOf(await hidden());
    await append(message("later"));
    await log.trim({ maxEntries: 1 }, 10);
    const repeated = await hidden();
    expect(repeated.outcome).toBe("appended");
    expect(entryOf(repeated).id).not.toBe(id);
  });

  it("[SM9][HE6] of others are answered and removed by nobody, and those of one's own are", async () => {
    const { append } = await setUp(open);
    const { id } = entryOf(await append(message("hidden", { author: TOM, held: SHADOW })));
    const replies = [ANN, TOM].map((author) => message("?", { author, replyTo: id }));
    expect(entryOf(await append(replies[0]!))).not.toHaveProperty("replyTo");
    expect(entryOf(await append(replies[1]!))).toMatchObject({ replyTo: { id } });
    // As a message that is gone already: it says nothing of what is there.
    expect(await append(removal(id, ANN.userId))).toMatchObject({ outcome: "repeated" });
    expect((await append(removal(id, TOM.userId))).outcome).toBe("appended");
    expect((await append(removal(id, TOM.userId))).outcome).toBe("repeated");
  });

  it("[SM9][EN8] a cleared message is answered by nobody, in a commit of one stream or of several", async () => {
    const { append, act, log } = await setUp(open);
    const { id } = entryOf(await append(message("cleared")));
    await act({ kind: "clear" });
    const reply = message("?", { replyTo: id });
    const others = message("!", { streamId: "s2" });
    for (const batch of [[reply], [reply, others], [reply, removal(id)]])
      expect(entryOf((await log.append(batch))[0])).not.toHaveProperty("replyTo");
  });

  it.each<[string, ModerationAction]>([
    ["a clearing", { kind: "clear" }],
    ["a purge", { kind: "purge", userId: TOM.userId }],
    ["a ban with a purge", { kind: "ban", userId: TOM.userId, purge: true }],
  ])("[MO9] %s takes the pin of its message down, and leaves another's", async (_what, action) => {
    const { append, act, log } = await setUp(open);
    const pins = [];
    for (const author of [TOM, ANN])
      pins.push(entryOf(await append(message("pinned", { author }))).id);
    for (const [i, messageId] of pins.entries()) {
      const { id } = await act({ kind: "pin", messageId });
      const record = await act(action);
      const isGone = i === 0 || action.kind === "clear";
      expect((await log.readTail("s1", 10)).pinned === undefined).toBe(isGone);
      await act({ kind: "undo", actionId: record.id });
      if (!isGone) await act({ kind: "undo", actionId: id });
    }
  });

  it("[AD3][MO10] staff read no text that the operator deletes, while it is being erased", async () => {
    const { log, moderation } = await setUp(open);
    await log.append(
      Array.from({ length: 1_200 }, (_, i) => message(`secret ${i}`, { author: TOM })),
    );
    await log.append([{ kind: "purge", streamId: "s1", userId: TOM.userId }]);
    expect(await moderation.eraseDeleted()).toBe(true);
    const { messages } = await moderation.readCard("s1", TOM.userId, true);
    expect(messages).toEqual([]);
    while (await moderation.eraseDeleted()) continue;
    expect((await moderation.readCard("s1", TOM.userId, true)).messages).toEqual([]);
  });

  it("[MO8][MO10] a note that was undone is on no card", async () => {
    const { act, moderation } = await setUp(open);
    const { id } = await act({ kind: "note", userId: MINJI.userId, text: "was a mistake" });
    await act({ kind: "note", userId: MINJI.userId, text: "stays" });
    await act({ kind: "undo", actionId: id });
    const { notes } = await moderation.readCard("s1", MINJI.userId, false);
    expect(notes.map(({ text }) => text)).toEqual(["stays"]);
  });

  it("[CH9][LOG4] new streams of a channel that are written to together begin with its mode, each of them", async () => {
    const { log, append, moderation } = await setUp(open);
    await append({
      ...{ kind: "action", streamId: "moon:0", scope: "channel", actor: null },
      action: { kind: "set-mode", mode: { slowSeconds: 5 } },
    });
    const say = (streamId: string, versions: object) =>
      message("hello", { streamId, author: TOM, terms: { policyVersion: 0, ...versions } });
    const streams = ["moon:1", "moon:2", "sun:1"];
    const first = await log.append(streams.map((id) => say(id, { channelVersion: 1 })));
    const begun = { policyVersion: 1, channelVersion: 1, entries: [{ kind: "mode", seq: 1 }] };
    expect(first).toMatchObject([
      { outcome: "stale-policy", ...begun },
      { outcome: "stale-policy", ...begun },
      { outcome: "stale-policy", channelVersion: 0, entries: [] },
    ]);
    for (const id of ["moon:1", "moon:2"])
      expect(await moderation.readPolicy(id, 0)).toMatchObject({
        ...{ version: 1, mode: { slowSeconds: 5 } },
      });
    const again = ["moon:1", "moon:2"].map((id) =>
      say(id, { policyVersion: 1, channelVersion: 1 }),
    );
    expect((await log.append(again)).map((result) => entryOf(result).seq)).toEqual([2, 2]);
  });
});
