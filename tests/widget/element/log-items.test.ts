import { describe, expect, it } from "vitest";
import type { Me, MessageEntry } from "#protocol";
import {
  logItems,
  type LogItem,
  type LogView,
} from "../../../widget/src/element/feed/log-items.ts";
import { EMPTY_SNAPSHOT } from "../../../widget/src/client/empty-snapshot.ts";
import type {
  ChatSnapshot,
  LogRow,
  PendingMessage,
  PresenceLine,
  RemovedMark,
} from "../../../widget/src/client/index.ts";

const me: Me = { userId: "me", nickname: "Me", role: "guest", maySend: true };

const SNAPSHOT: ChatSnapshot = {
  ...EMPTY_SNAPSHOT,
  streamId: "s1",
  connection: { status: "live" },
};
const VIEW: LogView = {
  window: { firstSeq: 0, lastSeq: Infinity },
  showsPresence: true,
  hiddenUserIds: new Set(),
};

function message(seq: number, userId: string, timestamp: number, clientId?: string): MessageEntry {
  return {
    kind: "message",
    seq,
    id: `i${seq}`,
    userId,
    nickname: userId === "me" ? "Me" : userId,
    role: "guest",
    message: "text",
    timestamp,
    ...(clientId && { clientId }),
  };
}

function itemsOf(
  rows: readonly LogRow[],
  pending: readonly PendingMessage[],
  who: Me | undefined,
  { presence = [], quoted = new Map(), ...view }: Partial<LogView & ChatSnapshot> = {},
): LogItem[] {
  const snapshot = { ...SNAPSHOT, rows, pending, presence, quoted, ...(who && { me: who }) };
  return logItems(snapshot, { ...VIEW, ...view });
}

const pending: PendingMessage = { clientId: "c9", text: "t", queuedAtMs: 5_000, status: "sending" };
const removed: RemovedMark = { kind: "removed", seq: 2, id: "i2", timestamp: 0 };

describe("the list's items", () => {
  it("stand under one name while one person writes on within two minutes", () => {
    const rows = [
      message(1, "a", 0),
      message(2, "a", 119_999),
      message(3, "a", 240_000),
      message(4, "b", 240_001),
    ];
    const followUps = itemsOf(rows, [], me).map(
      (item) => item.kind === "message" && item.isFollowUp,
    );
    expect(followUps).toEqual([false, true, false, false]);
  });

  it("begin a new group after a removed message", () => {
    const items = itemsOf([message(1, "a", 0), removed, message(3, "a", 1)], [], me);
    expect(items[2]).toMatchObject({ isFollowUp: false });
  });

  it("[LOG3] keep the key of a pending message when the log has it", () => {
    const [before] = itemsOf([], [pending], me);
    const [after] = itemsOf([message(1, "me", 0, "c9")], [], me);
    expect(after!.key).toBe(before!.key);
  });

  it("take no key from the clientId of somebody else's message", () => {
    expect(itemsOf([message(1, "a", 0, "c9")], [pending], me).map(({ key }) => key)).toEqual([
      "i1",
      "c9",
    ]);
  });

  it("know what a message answers, from the rows or from what was fetched", () => {
    const [question, ...others] = [message(1, "a", 0), message(3, "b", 1), message(9, "c", 2)];
    const replies = [
      { ...message(10, "c", 3), replyTo: { id: "i1", seq: 1 } },
      { ...message(11, "c", 4), replyTo: { id: "i0", seq: 0 } },
      { ...message(12, "c", 5), replyTo: { id: "other", seq: 3 } },
    ];
    const old = message(0, "z", 0);
    const items = itemsOf([question!, ...others, ...replies], [], me, {
      quoted: new Map([["i0", old]]),
    });
    const parents = items.slice(3).map((item) => "parent" in item && item.parent);
    expect(parents).toEqual([question, old, undefined]);
    // A reply stands under its own name.
    expect(items[3]).toMatchObject({ isFollowUp: false });
  });

  it("have who came and went where it happened, and not what lies outside the window", () => {
    const line = (key: string, afterSeq: number): PresenceLine => ({
      key,
      kind: "joined",
      nicknames: ["x"],
      count: 1,
      atMs: 0,
      afterSeq,
    });
    const rows = [2, 3, 5, 6].map((seq) => message(seq, "a", seq));
    const presence = [line("p0", 0), line("p1", 1), line("p4", 4), line("p6", 6)];
    const keys = (view = {}) => itemsOf(rows, [], me, { presence, ...view }).map(({ key }) => key);
    expect(keys()).toEqual(["p1", "i2", "i3", "p4", "i5", "i6", "p6"]);
    expect(keys({ window: { firstSeq: 3, lastSeq: 5 } })).toEqual(["i3", "p4", "i5"]);
    expect(keys({ showsPresence: false })).toEqual(["i2", "i3", "i5", "i6"]);
    expect(itemsOf([], [], me, { presence }).map(({ key }) => key)).toEqual([
      "p0",
      "p1",
      "p4",
      "p6",
    ]);
  });

  it("leave out what hidden people wrote", () => {
    const rows = [message(1, "a", 0), message(2, "b", 1), message(3, "a", 2)];
    const items = itemsOf(rows, [], me, { hiddenUserIds: new Set(["b"]) });
    expect(items.map(({ key }) => key)).toEqual(["i1", "i3"]);
    expect(items[1]).toMatchObject({ isFollowUp: true });
  });

  it("go on a group that began before the window", () => {
    const rows = [message(1, "a", 0), message(2, "a", 1)];
    const [item] = itemsOf(rows, [], me, { window: { firstSeq: 2, lastSeq: Infinity } });
    expect(item).toMatchObject({ key: "i2", isFollowUp: true });
  });
});
