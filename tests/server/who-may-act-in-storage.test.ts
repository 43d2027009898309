import { describe, expect, it, onTestFinished } from "vitest";
import type { ModerationAction } from "#protocol";
import type { Actor, AppendAction } from "../../server/src/chat/ports/append-action.ts";
import type { AppendResult } from "../../server/src/chat/ports/append.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message, STORAGES } from "../support/message-logs.ts";

/* What the store decides itself, under its lock, whatever a node allowed by an older policy. */

const SHOW = "moon:1";
const MOD: Actor = { userId: "u-mod", nickname: "Mod", role: "moderator" };
const CHANNEL_MOD: Actor = { ...MOD, channelRole: "moderator" };
const OWNER: Actor = { userId: "u-boss", nickname: "Boss", role: "owner", channelRole: "owner" };
const STREAM_OWNER: Actor = { userId: "u-host", nickname: "Host", role: "owner" };
/** Another moderator, whom an owner appointed. */
const PEER = "u-peer";

const RULES = [{ id: "w", kind: "words", words: ["x"], action: { kind: "refuse" } }] as const;
const FILTERS = { kind: "set-filters", rules: RULES } as unknown as ModerationAction;

async function setUp(open: () => Promise<Storage>) {
  const { log, moderation } = await open();
  onTestFinished(() => log.close());
  const by = async (
    actor: Actor | null,
    action: ModerationAction,
    scope?: "channel",
    more?: Pick<AppendAction, "clientId" | "target">,
  ): Promise<AppendResult> => {
    const append = { kind: "action", streamId: SHOW, actor, action, ...more } as const;
    const [result] = await log.append([{ ...append, ...(scope && { scope }) }]);
    return result!;
  };
  const done = async (...asked: Parameters<typeof by>): Promise<string> => {
    const result = await by(...asked);
    if (result.outcome !== "done") throw new Error(JSON.stringify(result));
    return result.record.id;
  };
  const say = async (userId: string, role: "owner" | "moderator" | "member") => {
    const author = { userId, nickname: userId, role };
    const [result] = await log.append([message(`of ${userId}`, { streamId: SHOW, author })]);
    return entryOf(result).id;
  };
  await done(OWNER, { kind: "appoint", userId: PEER, role: "moderator" });
  await done(OWNER, { kind: "set-mode", mode: { slowSeconds: 5 } }, "channel");
  const texts = {
    own: await say(MOD.userId, "moderator"),
    peer: await say(PEER, "member"),
    owner: await say(OWNER.userId, "owner"),
    host: await say(STREAM_OWNER.userId, "owner"),
    tom: await say("u-tom", "member"),
  };
  const state = async () => [
    await log.readEntries(SHOW, 0, 100),
    await moderation.readAudit({ streamId: SHOW, limit: 100 }),
    await moderation.readAudit({ streamId: "moon:*", limit: 100 }),
  ];
  return { by, done, texts, state, log, moderation };
}

const REFUSED = { outcome: "refused", code: "forbidden" };

describe.each(STORAGES)("who may act on whom in %s", (_name, open) => {
  it("[MO3][CH2] a moderator does nothing to moderators, owners and themselves, and nothing that is for owners", async () => {
    const { by, done, texts, state } = await setUp(open);
    await done(OWNER, { kind: "ban", userId: PEER });
    const before = await state();
    for (const userId of [PEER, OWNER.userId, MOD.userId])
      for (const action of [
        { kind: "ban", userId },
        { kind: "ban", userId, purge: true },
        { kind: "timeout", userId, seconds: 60 },
        { kind: "shadow", userId },
        { kind: "lift", userId },
        { kind: "purge", userId },
        { kind: "appoint", userId, role: "member" },
      ] as const)
        expect([action, await by(MOD, action)]).toEqual([action, REFUSED]);
    for (const action of [
      { kind: "remove", messageId: texts.peer },
      { kind: "remove", messageId: texts.owner },
      { kind: "appoint", userId: "u-tom", role: "moderator" },
      { kind: "set-mode", mode: { ended: true } },
      { kind: "set-mode", mode: { ended: null } },
      FILTERS,
    ] as ModerationAction[])
      expect([action, await by(MOD, action)]).toEqual([action, REFUSED]);
    for (const action of [
      { kind: "ban", userId: PEER, purge: true },
      { kind: "ban", userId: STREAM_OWNER.userId, purge: true },
      { kind: "appoint", userId: "u-tom", role: "moderator" },
      { kind: "set-mode", mode: { slowSeconds: 9 } },
      { kind: "set-name", name: "Moon" },
      FILTERS,
    ] as ModerationAction[])
      expect([action, await by(CHANNEL_MOD, action, "channel")]).toEqual([action, REFUSED]);
    // Staff of one stream are not staff of its channel, its owner neither.
    for (const actor of [MOD, STREAM_OWNER])
      for (const action of [
        { kind: "ban", userId: "u-tom" },
        { kind: "note", userId: "u-tom", text: "?" },
        { kind: "lift", userId: "u-tom" },
      ] as const)
        expect([action, await by(actor, action, "channel")]).toEqual([action, REFUSED]);
    expect(await state()).toEqual(before);
    expect(await by(MOD, { kind: "remove", messageId: texts.own })).toMatchObject({
      outcome: "done",
    });
  });

  it("[MO3][MO8] a moderator undoes nothing that they could not do", async () => {
    const { by, done, texts, state } = await setUp(open);
    const ofStream = [
      await done(OWNER, { kind: "appoint", userId: "u-tom", role: "moderator" }),
      // Undone, it would make them a moderator again.
      await done(OWNER, { kind: "appoint", userId: "u-former", role: "moderator" }).then(() =>
        done(OWNER, { kind: "appoint", userId: "u-former", role: "member" }),
      ),
      await done(OWNER, { kind: "ban", userId: PEER }),
      await done(OWNER, { kind: "remove", messageId: texts.peer }),
      await done(OWNER, { kind: "purge", userId: STREAM_OWNER.userId }).catch(() => undefined),
      await done(null, { kind: "purge", userId: OWNER.userId }),
      await done(OWNER, FILTERS),
      await done(OWNER, { kind: "set-mode", mode: { ended: true } }),
      // A ban of theirs, and a message of theirs that others removed.
      await done(OWNER, { kind: "ban", userId: MOD.userId }),
      await done(OWNER, { kind: "remove", messageId: texts.own }),
    ];
    const ofChannel = [
      await done(OWNER, { kind: "appoint", userId: "u-ann", role: "moderator" }, "channel"),
      await done(OWNER, { kind: "set-mode", mode: { slowSeconds: 9 } }, "channel"),
      await done(OWNER, { kind: "set-name", name: "Moon" }, "channel"),
      await done(OWNER, FILTERS, "channel"),
      await done(OWNER, { kind: "ban", userId: PEER }, "channel"),
    ];
    const before = await state();
    for (const actionId of ofStream)
      if (actionId)
        expect([actionId, await by(CHANNEL_MOD, { kind: "undo", actionId })]).toEqual([
          ...[actionId, REFUSED],
        ]);
    for (const actionId of ofChannel)
      for (const actor of [CHANNEL_MOD, MOD, STREAM_OWNER])
        expect(await by(actor, { kind: "undo", actionId }, "channel")).toEqual(REFUSED);
    expect(await state()).toEqual(before);
    for (const actionId of ofChannel)
      expect(await by(OWNER, { kind: "undo", actionId }, "channel")).toMatchObject({
        outcome: "done",
      });
  });

  it("[MO8] a moderator undoes their removal of their own message", async () => {
    const { by, done, texts } = await setUp(open);
    const removed = await done(MOD, { kind: "remove", messageId: texts.own });
    expect(await by(MOD, { kind: "undo", actionId: removed })).toMatchObject({ outcome: "done" });
  });

  it("[MO8] a moderator undoes their pin of an owner's message, and their note about an owner", async () => {
    const { by, done, texts } = await setUp(open);
    for (const action of [
      { kind: "pin", messageId: texts.owner },
      { kind: "note", userId: OWNER.userId, text: "?" },
    ] as const) {
      const actionId = await done(MOD, action);
      expect(await by(MOD, { kind: "undo", actionId })).toMatchObject({ outcome: "done" });
    }
  });

  it("[MO3] an owner does nothing to owners and themselves, whatever they were made before", async () => {
    const { by, done } = await setUp(open);
    // As with somebody of whom the store knows nothing yet.
    for (const role of ["moderator", "member"] as const)
      await done(null, { kind: "appoint", userId: STREAM_OWNER.userId, role });
    for (const userId of [OWNER.userId, STREAM_OWNER.userId])
      for (const action of [
        { kind: "ban", userId },
        { kind: "lift", userId },
        { kind: "appoint", userId, role: "member" },
      ] as const)
        expect([action, await by(OWNER, action)]).toEqual([action, REFUSED]);
    // Of whom only the node knows that they are an owner.
    const ban = { kind: "ban", userId: "u-here" } as const;
    const target = { role: "owner", nickname: "Here" } as const;
    expect(await by(OWNER, ban, undefined, { target })).toEqual(REFUSED);
    expect(await by(OWNER, ban)).toMatchObject({ outcome: "done" });
  });

  it.each([
    ["channel", undefined],
    [undefined, "channel"],
  ] as const)(
    "[MO3][CH2] a moderator of one scope (%s) is one in both, though no longer of the other",
    async (scope, other) => {
      const { by, done } = await setUp(open);
      const userId = "u-both";
      for (const role of ["moderator", "member"] as const)
        await done(OWNER, { kind: "appoint", userId, role }, other);
      await done(OWNER, { kind: "appoint", userId, role: "moderator" }, scope);
      for (const each of [scope, other])
        expect(await by(CHANNEL_MOD, { kind: "ban", userId }, each)).toEqual(REFUSED);
    },
  );

  it("[MO3] only what an owner or the operator imposes counts as an owner's sanction", async () => {
    const { done, moderation } = await setUp(open);
    await done(MOD, { kind: "ban", userId: "u-1" });
    await done(OWNER, { kind: "ban", userId: "u-2" });
    await done(null, { kind: "ban", userId: "u-3" });
    const { sanctions, version } = await moderation.readPolicy(SHOW, 0);
    expect(sanctions.map(({ userId, byOwner }) => [userId, byOwner])).toEqual([
      ["u-1", false],
      ["u-2", true],
      ["u-3", true],
    ]);
    // A node that knows a sanction learns of its end.
    await done(OWNER, { kind: "lift", userId: "u-1" });
    const news = await moderation.readPolicy(SHOW, version);
    expect(news.sanctions).toMatchObject([{ userId: "u-1", kind: "none" }]);
  });

  it("[CH3] a purge that comes with a ban is done as who the actor is in the stream, and takes no clientId there", async () => {
    const { by, moderation } = await setUp(open);
    const actor: Actor = { ...MOD, channelRole: "owner" };
    const clientId = "c1";
    await by(actor, { kind: "ban", userId: "u-tom", purge: true }, "channel", { clientId });
    const newest = async (streamId: string) =>
      (await moderation.readAudit({ streamId, limit: 1 }))[0];
    expect(await newest("moon:*")).toMatchObject({ kind: "ban", by: { role: "owner" } });
    expect(await newest(SHOW)).toMatchObject({ kind: "purge", by: { role: "moderator" } });
    const note = { kind: "note", userId: "u-tom", text: "spam" } as const;
    expect(await by(actor, note, undefined, { clientId })).toMatchObject({ outcome: "done" });
  });

  it("[CH3][MO3] who owns a channel and is a moderator in its stream purges no moderator there", async () => {
    const { by } = await setUp(open);
    const actor: Actor = { ...MOD, channelRole: "owner" };
    const ban = { kind: "ban", userId: PEER } as const;
    expect(await by(actor, { ...ban, purge: true }, "channel")).toEqual(REFUSED);
    expect(await by(actor, ban, "channel")).toMatchObject({ outcome: "done" });
  });

  it("[CH3][MO3] who owns a channel and is a moderator in its stream undoes no purge of a moderator there, and no half of it", async () => {
    const { by, done, state } = await setUp(open);
    const actionId = await done(OWNER, { kind: "ban", userId: PEER, purge: true }, "channel");
    const before = await state();
    const actor: Actor = { ...MOD, channelRole: "owner" };
    expect(await by(actor, { kind: "undo", actionId }, "channel")).toEqual(REFUSED);
    expect(await state()).toEqual(before);
    const undone = await by(OWNER, { kind: "undo", actionId }, "channel");
    expect(undone).toMatchObject({
      outcome: "done",
      entries: [{ kind: "restoration" }],
    });
  });

  it("[MO1] an appointment ends the sanction of its own scope alone, and its withdrawal ends none", async () => {
    const { done, moderation } = await setUp(open);
    const banned = async (streamId: string) =>
      (await moderation.readSanctions({ streamId, limit: 9 })).map(({ userId }) => userId);
    for (const scope of [undefined, "channel"] as const)
      for (const userId of ["u-1", "u-2"]) await done(OWNER, { kind: "ban", userId }, scope);
    await done(OWNER, { kind: "appoint", userId: "u-1", role: "moderator" });
    await done(OWNER, { kind: "appoint", userId: "u-2", role: "member" });
    expect([await banned(SHOW), await banned("moon:*")]).toEqual([["u-2"], ["u-2", "u-1"]]);
    await done(OWNER, { kind: "appoint", userId: "u-1", role: "member" });
    expect([await banned(SHOW), await banned("moon:*")]).toEqual([["u-2"], ["u-2", "u-1"]]);
    const { staff } = await moderation.readPolicy(SHOW, 0);
    expect(staff).toEqual([{ userId: PEER, role: "moderator" }]);
    // Nor can the ended one be undone.
    const records = await moderation.readAudit({ streamId: SHOW, limit: 9 });
    const bans = records.filter(({ kind }) => kind === "ban");
    expect(bans.map(({ person, undoable }) => [person?.userId, undoable])).toEqual([
      ["u-2", true],
      ["u-1", false],
    ]);
  });

  it("[MO1] nobody makes a guest a moderator, who is known by a browser alone", async () => {
    const { by } = await setUp(open);
    for (const actor of [OWNER, null])
      for (const scope of [undefined, "channel"] as const)
        expect(
          await by(actor, { kind: "appoint", userId: "guest:a", role: "moderator" }, scope),
        ).toEqual(REFUSED);
    const appoint = { kind: "appoint", userId: "u-anon", role: "moderator" } as const;
    const target = { role: "guest", nickname: "Anon" } as const;
    expect(await by(OWNER, appoint, undefined, { target })).toEqual(REFUSED);
  });

  it("[MO3] a moderator who was made a member again is protected by nothing that they wrote before", async () => {
    const { by, done, log } = await setUp(open);
    const author = { userId: PEER, nickname: "Peer", role: "moderator" } as const;
    await log.append([message("as staff", { streamId: SHOW, author })]);
    expect(await by(MOD, { kind: "ban", userId: PEER })).toEqual(REFUSED);
    await done(OWNER, { kind: "appoint", userId: PEER, role: "member" });
    expect(await by(MOD, { kind: "ban", userId: PEER })).toMatchObject({ outcome: "done" });
  });

  it("[MO17] two of the staff and the operator may choose the same clientId, and each action is done once", async () => {
    const { log, done } = await setUp(open);
    const ban = (actor: Actor | null, userId: string, scope?: "channel") => {
      const action = { kind: "ban", userId } as const;
      const append = { kind: "action", streamId: SHOW, clientId: "c1", actor, action } as const;
      return { ...append, ...(scope && { scope }) };
    };
    for (const scope of [undefined, "channel"] as const)
      for (const asked of [
        ban(CHANNEL_MOD, "u-1", scope),
        ban(OWNER, "u-2", scope),
        ban(null, "u-3", scope),
      ]) {
        const { userId } = asked.action;
        const [first] = await log.append([asked]);
        expect(first).toMatchObject({ outcome: "done", record: { person: { userId } } });
        await done(OWNER, { kind: "lift", userId }, scope);
        const [again] = await log.append([asked]);
        if (first?.outcome !== "done" || again?.outcome !== "done") throw new Error("not done");
        expect(again.record).toEqual({ ...first.record, undoable: false });
        // It stays lifted.
        const lift = { kind: "lift", userId } as const;
        await expect(done(OWNER, lift, scope)).rejects.toThrow("not-found");
        const other = { ...asked, action: { ...asked.action, userId: "u-4" } };
        expect(await log.append([other])).toEqual([{ outcome: "refused", code: "conflict" }]);
      }
  });
});
