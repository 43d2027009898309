import { describe, expect, it, onTestFinished } from "vitest";
import type { ModerationAction } from "#protocol";
import type { MinuteNote } from "../../../server/src/chat/ports/show-store.ts";
import { message, STORAGES, TOM, MINJI, removal, entryOf } from "../../support/message-logs.ts";

const MINUTE = 60_000;
const note = (more: Partial<MinuteNote> = {}): MinuteNote => ({
  streamId: "s1",
  atMs: 0,
  nodeId: "a",
  viewers: 1,
  held: 0,
  ...more,
});

describe.each(STORAGES)("the minutes of shows in %s", (_name, open) => {
  const openStore = async () => {
    const storage = await open();
    onTestFinished(() => storage.log.close());
    return storage;
  };

  it("[ST2] adds up what all nodes noted on a minute, each of them once", async () => {
    const { shows } = await openStore();
    await shows.noteMinutes([
      note({ viewers: 3 }),
      note({ nodeId: "b", viewers: 4, held: 2 }),
      note({ atMs: MINUTE, viewers: 5 }),
      note({ streamId: "s2", viewers: 90 }),
    ]);
    await shows.noteMinutes([note({ viewers: 70 })]);
    expect(await shows.readNotes("s1", 0, 10 * MINUTE, 10)).toEqual([
      { atMs: 0, viewers: 7, held: 2 },
      { atMs: MINUTE, viewers: 5, held: 0 },
    ]);
    expect(await shows.readNotes("s1", 0, 10 * MINUTE, 1)).toMatchObject([{ atMs: MINUTE }]);
    expect(await shows.readNotes("s1", 0, MINUTE, 10)).toHaveLength(1);
    expect(await shows.readLastMs("s1")).toBe(MINUTE);
  });

  it("[ST2] deletes what is too old, a few at a time, and nothing else", async () => {
    const { shows } = await openStore();
    await shows.noteMinutes(
      Array.from({ length: 250 }, (_, i) =>
        note({ atMs: Math.floor(i / 50) * MINUTE, nodeId: `n${i}` }),
      ),
    );
    let steps = 0;
    while (await shows.deleteNotesBefore(4 * MINUTE, 60)) steps += 1;
    expect(steps).toBeGreaterThan(0);
    expect(await shows.readNotes("s1", 0, 10 * MINUTE, 10)).toEqual([
      { atMs: 4 * MINUTE, viewers: 50, held: 0 },
    ]);
  });

  it("[RP2] reads what was written backwards, page by page, with what was removed since", async () => {
    const { log, shows } = await openStore();
    const appended = await log.append([message("a"), message("b", { author: TOM }), message("c")]);
    await log.append([removal(entryOf(appended[0]).id)]);
    const first = await shows.readWritten("s1", Number.MAX_SAFE_INTEGER, 3);
    expect(first.messages).toMatchObject([
      { seq: 3, userId: MINJI.userId, nickname: MINJI.nickname, stands: true },
      { seq: 2, userId: TOM.userId, stands: true },
    ]);
    const rest = await shows.readWritten("s1", first.beforeSeq!, 3);
    expect(rest).toMatchObject({ messages: [{ seq: 1, stands: false }] });
    expect(rest).not.toHaveProperty("beforeSeq");
    expect(await shows.readWritten("none", 10, 3)).toEqual({ messages: [] });
  });

  it("[RP2] counts cleared and purged messages as removed, and none that only its author sees", async () => {
    const { log, shows } = await openStore();
    const act = (action: ModerationAction) =>
      log.append([{ kind: "action", streamId: "s1", actor: null, action }]);
    const held = { why: "shadow", rule: "r1" } as const;
    await log.append([message("cleared"), message("hidden", { held })]);
    await act({ kind: "clear" });
    await log.append([message("purged", { author: TOM }), message("stands")]);
    await act({ kind: "purge", userId: TOM.userId });
    await log.append([message("after the purge", { author: TOM })]);
    const { messages } = await shows.readWritten("s1", Number.MAX_SAFE_INTEGER, 10);
    expect(messages.map(({ userId, stands }) => [userId, stands])).toEqual([
      [TOM.userId, true],
      [MINJI.userId, true],
      [TOM.userId, false],
      [MINJI.userId, false],
    ]);
  });

  it("[RP2] reads actions with the stream in which one of a channel was done, and without those that were undone", async () => {
    const { log, shows } = await openStore();
    const act = async (streamId: string, action: ModerationAction) => {
      const of = { kind: "action", scope: "channel", streamId, actor: null, action } as const;
      const [result] = await log.append([of]);
      return result?.outcome === "done" ? result.record.id : "";
    };
    await log.append([message("a", { streamId: "moon:1" })]);
    await act("moon:1", { kind: "ban", userId: "u-1" });
    const undone = await act("moon:*", { kind: "shadow", userId: "u-2" });
    await act("moon:*", { kind: "undo", actionId: undone });
    const actions = await shows.readActions("moon:*", Number.MAX_SAFE_INTEGER, 10);
    expect(actions.map(({ kind, inStream }) => [kind, inStream])).toEqual([
      ["undo", undefined],
      ["", undefined],
      ["ban", "moon:1"],
    ]);
    expect(await shows.readActions("moon:*", 2, 10)).toMatchObject([{ number: 1 }]);
    await act("moon:*", { kind: "set-name", name: "Moon" });
    await act("sun:*", { kind: "note", userId: "u-1", text: "no name" });
    expect(await shows.channelNames(["moon", "sun", "none"])).toEqual({ moon: "Moon" });
    expect(await shows.channelNames([])).toEqual({});
  });

  it("[ST4] lists streams by the reverse order of their ids, of one channel, and says where somebody was appointed", async () => {
    const { log, shows } = await openStore();
    for (const streamId of ["moon:1", "moon:2", "moonlight:1", "mo_n:1", "plain", ":1"])
      await log.append([message("a", { streamId })]);
    const appoint = (role: "moderator" | "member") =>
      log.append([
        {
          ...{ kind: "action", streamId: "moon:1", actor: null },
          action: { kind: "appoint", userId: MINJI.userId, role },
          target: { ...MINJI },
        },
      ]);
    await appoint("moderator");
    const ids = async (more: object) =>
      (await shows.readStaffStreams({ limit: 10, ...more })).map(({ streamId }) => streamId);
    expect(await ids({ channel: "moon" })).toEqual(["moon:2", "moon:1"]);
    expect(await ids({ channel: "mo_n" })).toEqual(["mo_n:1"]);
    expect(await ids({ channel: "moon", before: "moon:2" })).toEqual(["moon:1"]);
    expect((await ids({})).length).toBe(6);
    expect(await ids({ channel: "~" })).toEqual(["plain", ":1"]);
    expect(await shows.appointmentsOf(MINJI.userId)).toEqual(["moon:1"]);
    expect(await shows.appointmentsOf("nobody")).toEqual([]);
    await appoint("member");
    expect(await shows.appointmentsOf(MINJI.userId)).toEqual([]);
  });
});
