import { describe, expect, it, onTestFinished } from "vitest";
import type { ModerationAction } from "#protocol";
import type { Append } from "../../server/src/chat/ports/append.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { message, MINJI, STORAGES, TOM } from "../support/message-logs.ts";

const OWNER = {
  userId: "u-boss",
  nickname: "Boss",
  role: "owner",
  channelRole: "owner",
} as const;

/** One in the channel, one in another, and one in the server's own. */
const SHOW = "moonlight:1";
const NEXT_SHOW = "moonlight:2";
const OTHER = "sunrise:1";
const PLAIN = "lobby";

async function opened(open: () => Promise<Storage>): Promise<Storage> {
  const storage = await open();
  onTestFinished(() => storage.log.close());
  return storage;
}

function onChannel(action: ModerationAction, more: object = {}): Append {
  return { kind: "action", streamId: SHOW, scope: "channel", actor: OWNER, action, ...more };
}

async function act({ log }: Storage, append: Append) {
  const [result] = await log.append([append]);
  if (result?.outcome !== "done") throw new Error(JSON.stringify(result));
  return result;
}

function say(streamId: string, channelVersion: number, policyVersion = 0): Append {
  return message("hello", {
    streamId,
    author: TOM,
    terms: { policyVersion, channelVersion },
  });
}

describe.each(STORAGES)("a channel in %s", (_name, open) => {
  it("[CH4] a message judged by an older policy of its channel is judged again, in the channel's streams only", async () => {
    const storage = await opened(open);
    const { log, moderation } = storage;
    for (const streamId of [SHOW, NEXT_SHOW, OTHER, PLAIN])
      expect((await log.append([say(streamId, 0)]))[0]).toMatchObject({ outcome: "appended" });
    const { record, channelVersion, policyVersion } = await act(
      storage,
      onChannel({ kind: "ban", userId: TOM.userId }),
    );
    // The stream's own, too: who waits for its row has read the channel's before.
    expect(policyVersion).toBe(1);
    expect(record).toMatchObject({ channelId: "moonlight", streamId: SHOW, kind: "ban" });
    expect(channelVersion).toBe(1);
    for (const streamId of [SHOW, NEXT_SHOW, "moonlight:not-there-yet"])
      expect((await log.append([say(streamId, 0)]))[0]).toMatchObject({
        outcome: "stale-policy",
        channelVersion: 1,
      });
    for (const streamId of [OTHER, PLAIN, "moonlight", ":moonlight:1", "Moonlight:1"])
      expect((await log.append([say(streamId, 0)]))[0]).toMatchObject({ outcome: "appended" });
    expect((await log.append([say(NEXT_SHOW, 1)]))[0]).toMatchObject({ outcome: "appended" });
    const heads = await log.readHeads([SHOW, NEXT_SHOW, OTHER]);
    expect(new Map(heads.map((head) => [head.streamId, head.channelVersion]))).toEqual(
      new Map([
        [SHOW, 1],
        [NEXT_SHOW, 1],
        [OTHER, 0],
      ]),
    );
    expect(await moderation.readPolicy("moonlight:*", 0)).toMatchObject({
      version: 1,
      sanctions: [{ userId: TOM.userId, kind: "ban", byOwner: true }],
    });
    expect(await moderation.readPolicy(NEXT_SHOW, 0)).toMatchObject({
      channelVersion: 1,
      sanctions: [],
    });
    expect(await moderation.readPolicy("moonlight:not-yet", 0)).toMatchObject({
      version: 0,
      channelVersion: 1,
    });
  });

  it("[CH4] messages behind an action in the same commit are judged by it", async () => {
    const { log } = await opened(open);
    const results = await log.append([
      say(SHOW, 0),
      onChannel({ kind: "ban", userId: TOM.userId }),
      say(SHOW, 0),
      say("moonlight:3", 0),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...["appended", "done", "stale-policy", "stale-policy"],
    ]);
  });

  it("[CH3] a ban with a purge removes what was written in its stream alone, and its undo there brings both back", async () => {
    const storage = await opened(open);
    const { log, moderation } = storage;
    await log.append([say(SHOW, 0), say(NEXT_SHOW, 0)]);
    const ban = await act(
      storage,
      onChannel({ kind: "ban", userId: TOM.userId, purge: true, reason: "spam" }),
    );
    expect(ban.entries).toMatchObject([{ kind: "purge", userId: TOM.userId }]);
    expect(ban.record).toMatchObject({ detail: { purged: true }, reason: "spam", undoable: true });
    const texts = async (streamId: string) => (await log.readMessages(streamId, 99, 9)).length;
    expect([await texts(SHOW), await texts(NEXT_SHOW)]).toEqual([0, 1]);
    const inStream = await moderation.readAudit({ streamId: SHOW, limit: 9 });
    expect(inStream).toMatchObject([{ kind: "purge", streamId: SHOW, undoable: true }]);
    const undone = await act(storage, onChannel({ kind: "undo", actionId: ban.record.id }));
    expect(undone.entries).toMatchObject([{ kind: "restoration" }]);
    expect(await texts(SHOW)).toBe(1);
    expect(await moderation.readSanctions({ streamId: "moonlight:*", limit: 9 })).toEqual([]);
    expect(await moderation.readAudit({ streamId: SHOW, limit: 9 })).toMatchObject([
      { kind: "undo" },
      { kind: "purge", undoable: false, undoneBy: expect.any(String) },
    ]);
  });

  it("[CH3] undone from another stream or from outside, the ban goes and the purge stays", async () => {
    const storage = await opened(open);
    await storage.log.append([say(SHOW, 0)]);
    const ban = () => onChannel({ kind: "ban", userId: TOM.userId, purge: true });
    for (const streamId of [NEXT_SHOW, "moonlight:*"]) {
      const { record } = await act(storage, ban());
      const undo = onChannel({ kind: "undo", actionId: record.id }, { streamId });
      const doneIn = streamId === NEXT_SHOW ? NEXT_SHOW : undefined;
      expect((await act(storage, undo)).record.streamId).toBe(doneIn);
      expect(await storage.moderation.readSanctions({ streamId: "moonlight:*", limit: 9 })).toEqual(
        [],
      );
    }
    expect(await storage.log.readMessages(SHOW, 99, 9)).toEqual([]);
    const [purge] = await storage.moderation.readAudit({ streamId: SHOW, limit: 1 });
    expect(purge).toMatchObject({ kind: "purge", undoable: true });
  });

  it("[CH3] a lift or an undo acts on the scope that it names", async () => {
    const storage = await opened(open);
    const { log } = storage;
    const inStream = (action: ModerationAction): Append => ({
      kind: "action",
      streamId: SHOW,
      actor: OWNER,
      action,
    });
    const { record } = await act(storage, onChannel({ kind: "ban", userId: TOM.userId }));
    for (const action of [
      { kind: "lift", userId: TOM.userId },
      { kind: "undo", actionId: record.id },
    ] as const)
      expect((await log.append([inStream(action)]))[0]).toEqual({
        outcome: "refused",
        code: "not-found",
      });
    const own = await act(storage, inStream({ kind: "ban", userId: TOM.userId }));
    expect(
      (await log.append([onChannel({ kind: "undo", actionId: own.record.id })]))[0],
    ).toMatchObject({ outcome: "refused" });
    await act(storage, onChannel({ kind: "lift", userId: TOM.userId }));
    expect(await storage.moderation.readSanctions({ streamId: SHOW, limit: 9 })).toHaveLength(1);
  });

  it("[MO17][CH3] under one clientId, an action of a channel is done once, from whatever stream", async () => {
    const storage = await opened(open);
    const ban = onChannel({ kind: "ban", userId: TOM.userId }, { clientId: "c1" });
    const first = await act(storage, ban);
    const again = await act(storage, { ...ban, streamId: NEXT_SHOW });
    expect(again.record).toEqual(first.record);
    const other = onChannel({ kind: "ban", userId: "u-anna" }, { clientId: "c1" });
    expect((await storage.log.append([other]))[0]).toEqual({
      outcome: "refused",
      code: "conflict",
    });
  });

  it("[CH2] a person without a role in the channel does nothing to it, and only owners appoint, filter and set its mode", async () => {
    const { log } = await opened(open);
    const as = (role: "moderator" | undefined, action: ModerationAction) =>
      onChannel(action, {
        actor: {
          userId: "u-mod",
          nickname: "Mod",
          role: "owner",
          ...(role && { channelRole: role }),
        },
      });
    const outcome = async (append: Append) => {
      const [result] = await log.append([append]);
      return result?.outcome === "refused" ? result.code : result?.outcome;
    };
    const owners: ModerationAction[] = [
      { kind: "appoint", userId: MINJI.userId, role: "moderator" },
      { kind: "set-filters", rules: [] },
      { kind: "set-mode", mode: { slowSeconds: 5 } },
    ];
    expect(await outcome(as(undefined, { kind: "ban", userId: TOM.userId }))).toBe("forbidden");
    for (const action of owners) expect(await outcome(as("moderator", action))).toBe("forbidden");
    expect(await outcome(as("moderator", { kind: "ban", userId: TOM.userId }))).toBe("done");
    for (const action of owners) expect(await outcome(onChannel(action))).toBe("done");
    // Whom the channel made a moderator, only its owners act on: in the channel, and in its streams.
    const ban: ModerationAction = { kind: "ban", userId: MINJI.userId };
    expect(await outcome(as("moderator", ban))).toBe("forbidden");
    const moderator = { userId: "u-mod", nickname: "Mod", role: "moderator" } as const;
    expect(
      await outcome({ kind: "action", streamId: NEXT_SHOW, actor: moderator, action: ban }),
    ).toBe("forbidden");
    // What is of one stream is not done to a channel, whoever asks.
    for (const action of [
      { kind: "timeout", userId: TOM.userId, seconds: 60 },
      { kind: "clear" },
      { kind: "unpin" },
    ] as const)
      expect(await outcome(onChannel(action))).toBe("forbidden");
  });

  it("[CH9] a new stream begins with the channel's mode, and one that has begun keeps its own", async () => {
    const storage = await opened(open);
    const { log, moderation } = storage;
    await log.append([say(SHOW, 0)]);
    const set = onChannel({ kind: "set-mode", mode: { slowSeconds: 30 } });
    const { record } = await act(storage, set);
    const [began] = await log.append([say(NEXT_SHOW, 1)]);
    const mode = { kind: "mode", seq: 1, mode: { slowSeconds: 30 } };
    expect(began).toMatchObject({ outcome: "stale-policy", policyVersion: 1, entries: [mode] });
    expect((await log.append([say(NEXT_SHOW, 1, 1)]))[0]).toMatchObject({ entry: { seq: 2 } });
    expect(await log.readTail(NEXT_SHOW, 9)).toMatchObject({ mode: { slowSeconds: 30 } });
    expect((await moderation.readPolicy(SHOW, 0)).mode).toEqual({});
    await act(storage, onChannel({ kind: "undo", actionId: record.id }));
    expect((await moderation.readPolicy(NEXT_SHOW, 0)).mode).toEqual({ slowSeconds: 30 });
    const [plain] = await log.append([say("moonlight:3", 2)]);
    expect(plain).toMatchObject({ outcome: "appended", entry: { seq: 1 } });
  });

  it("[CH7] lists a channel's moderators and its name, and a card has what both scopes know", async () => {
    const storage = await opened(open);
    const { moderation } = storage;
    await storage.log.append([say(SHOW, 0), message("hi", { streamId: SHOW })]);
    await act(storage, onChannel({ kind: "ban", userId: TOM.userId }));
    await act(storage, onChannel({ kind: "appoint", userId: MINJI.userId, role: "moderator" }));
    expect(await moderation.readStaff("moonlight:*")).toEqual([
      { userId: MINJI.userId, nickname: "민지", role: "moderator" },
    ]);
    expect(await moderation.readStaff(SHOW)).toEqual([]);
    const card = await moderation.readCard(NEXT_SHOW, TOM.userId, true);
    expect(card).toMatchObject({
      channelSanction: { kind: "ban", scope: "channel" },
      actions: [{ kind: "ban", channelId: "moonlight" }],
    });
    expect(card.sanction).toBeUndefined();
    const ofStream = await moderation.readCard(NEXT_SHOW, TOM.userId, false);
    expect(ofStream).toMatchObject({ channelSanction: { kind: "ban" }, actions: [] });
    const before = await moderation.readPolicy("moonlight:*", 0);
    const named = await act(storage, onChannel({ kind: "set-name", name: "달빛공방" }));
    expect(named).toMatchObject({
      channelVersion: before.version + 1,
      record: { channelId: "moonlight", detail: { name: "달빛공방" }, undoable: true },
    });
    expect(await moderation.readChannel("moonlight")).toEqual({
      channelId: "moonlight",
      name: "달빛공방",
      mode: {},
    });
    expect(await moderation.readChannel("nobody")).toEqual({ channelId: "nobody", mode: {} });
    const [news] = await moderation.readNews([NEXT_SHOW]);
    expect(news?.lastChannelActionId).toBeDefined();
  });

  it("[CH11] a new name can be undone until a newer one replaces it, and a stream has no name", async () => {
    const storage = await opened(open);
    const { log, moderation } = storage;
    const name = (text: string) => onChannel({ kind: "set-name", name: text });
    const nameNow = async () => (await moderation.readChannel("moonlight")).name;
    await act(storage, name("달빛공방"));
    const second = await act(storage, name("Moonlight"));
    await act(storage, onChannel({ kind: "undo", actionId: second.record.id }));
    expect(await nameNow()).toBe("달빛공방");
    expect((await moderation.readPolicy("moonlight:*", 0)).name).toBe("달빛공방");
    await act(storage, name(""));
    expect(await nameNow()).toBeUndefined();
    const records = await moderation.readAudit({ streamId: "moonlight:*", limit: 9 });
    expect(records.at(-1)).toMatchObject({ kind: "set-name", undoable: false });
    const actor = { ...OWNER, channelRole: "moderator" } as const;
    const newest = records[0]!.id;
    for (const refused of [
      onChannel({ kind: "set-name", name: "Mine" }, { actor }),
      onChannel({ kind: "undo", actionId: newest }, { actor }),
      { kind: "action", streamId: SHOW, actor: OWNER, action: { kind: "set-name", name: "Mine" } },
    ] satisfies Append[])
      expect((await log.append([refused]))[0]).toMatchObject({ outcome: "refused" });
    expect(await nameNow()).toBeUndefined();
  });

  it("[MO10][CH2] a card says where an owner made somebody a moderator", async () => {
    const storage = await opened(open);
    const { moderation } = storage;
    const appoint = { kind: "appoint", userId: MINJI.userId, role: "moderator" } as const;
    const where = async () => (await moderation.readCard(SHOW, MINJI.userId, true)).appointedIn;
    expect(await where()).toEqual([]);
    await act(storage, onChannel(appoint));
    expect(await where()).toEqual(["channel"]);
    await act(storage, { kind: "action", streamId: SHOW, actor: OWNER, action: appoint });
    expect(await where()).toEqual(["channel", "stream"]);
    expect((await moderation.readCard(NEXT_SHOW, MINJI.userId, true)).appointedIn).toEqual([
      "channel",
    ]);
    await act(storage, onChannel({ ...appoint, role: "member" }));
    expect(await where()).toEqual(["stream"]);
  });

  it("[MO5][CH7] a record names a person who is away, by another show or by an earlier record", async () => {
    const storage = await opened(open);
    await storage.log.append([say(NEXT_SHOW, 0)]);
    // Tom has written in the next show alone, and staff act on him from this one.
    const banned = await act(storage, onChannel({ kind: "ban", userId: TOM.userId }));
    expect(banned.record.person).toMatchObject({ nickname: TOM.nickname });
    const appoint = { kind: "appoint", userId: "invited:sora" } as const;
    await act(
      storage,
      onChannel(
        { ...appoint, role: "moderator" },
        { target: { role: "member", nickname: "소라" } },
      ),
    );
    const withdrawn = await act(storage, onChannel({ ...appoint, role: "member" }));
    expect(withdrawn.record.person).toMatchObject({ nickname: "소라" });
  });

  it("[AD3] notes about a person by staff of a channel are deleted with their messages", async () => {
    const storage = await opened(open);
    const { log, moderation } = storage;
    await log.append([say(SHOW, 0)]);
    await act(storage, onChannel({ kind: "note", userId: TOM.userId, text: "secret" }));
    await act(storage, onChannel({ kind: "ban", userId: TOM.userId, reason: "secret" }));
    const scopes = await log.streamsOf(TOM.userId);
    expect(scopes.toSorted()).toEqual(["moonlight:*", SHOW].toSorted());
    for (const streamId of scopes)
      await log.append([{ kind: "purge", streamId, userId: TOM.userId }]);
    const left = [
      await moderation.readAudit({ streamId: "moonlight:*", limit: 9 }),
      await moderation.readSanctions({ streamId: "moonlight:*", limit: 9 }),
    ];
    expect(JSON.stringify(left)).not.toMatch(/secret|Tom/);
    expect(left[1]).toHaveLength(1);
    expect(await log.streamsOf(TOM.userId)).toEqual([]);
  });
});
