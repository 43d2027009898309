import { describe, expect, it } from "vitest";
import type { Me, MessageEntry } from "#protocol";
import { logItems } from "../../../widget/src/components/log-items.ts";
import type { PendingMessage, RemovedMark } from "../../../widget/src/store/index.ts";

const me: Me = { userId: "me", nickname: "Me", role: "guest", maySend: true };

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
    const followUps = logItems(rows, [], me).map(
      (item) => item.kind === "message" && item.isFollowUp,
    );
    expect(followUps).toEqual([false, true, false, false]);
  });

  it("begin a new group after a removed message", () => {
    const items = logItems([message(1, "a", 0), removed, message(3, "a", 1)], [], me);
    expect(items[2]).toMatchObject({ isFollowUp: false });
  });

  it("[LOG3] keep the key of a pending message when the log has it", () => {
    const [before] = logItems([], [pending], me);
    const [after] = logItems([message(1, "me", 0, "c9")], [], me);
    expect(after!.key).toBe(before!.key);
  });

  it("take no key from the clientId of somebody else's message", () => {
    expect(logItems([message(1, "a", 0, "c9")], [pending], me).map(({ key }) => key)).toEqual([
      "i1",
      "c9",
    ]);
  });
});
