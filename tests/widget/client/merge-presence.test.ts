import { describe, expect, it } from "vitest";
import {
  addPresence,
  type PresenceChange,
  type PresenceLine,
} from "../../../widget/src/client/room/merge-presence.ts";
import { RoomPresence } from "../../../widget/src/client/room/room-presence.ts";

function linesOf(changes: Partial<PresenceChange>[]): readonly PresenceLine[] {
  return changes.reduce<readonly PresenceLine[]>(
    (lines, change) => addPresence(lines, { kind: "joined", atMs: 0, afterSeq: 7, ...change }),
    [],
  );
}

describe("the lines that tell who came and went", () => {
  it("[PR2] names people who come one by one", () => {
    expect(linesOf([{ nickname: "민지" }])).toEqual([
      { key: "presence 1", kind: "joined", nicknames: ["민지"], count: 1, atMs: 0, afterSeq: 7 },
    ]);
  });

  it("become one when people come within seconds, and name three of them", () => {
    const names = ["민지", "준호", "서연", "도윤", "하은"];
    const lines = linesOf(names.map((nickname, i) => ({ nickname, atMs: i * 1_000 })));
    expect(lines).toMatchObject([{ nicknames: names.slice(0, 3), count: 5, afterSeq: 7 }]);
  });

  it("are at most one every few seconds for each kind, however many come", () => {
    const crowd = Array.from({ length: 1_000 }, (_, i) => ({
      nickname: `${i}`,
      kind: i % 2 ? ("left" as const) : ("joined" as const),
      atMs: i * 30,
    }));
    const lines = linesOf(crowd);
    expect(lines).toHaveLength(10);
    expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
  });

  it("[PR2] add up those who are only counted", () => {
    const lines = linesOf([{ count: 37 }, { count: 5, atMs: 19_000 }, { count: 2, atMs: 20_000 }]);
    expect(lines).toMatchObject([
      { nicknames: [], count: 42 },
      { nicknames: [], count: 2 },
    ]);
  });

  it("[PR2] count those who joined also where as many left", () => {
    const presence = new RoomPresence({ nowMs: () => 0, seq: () => 1, onChange: () => undefined });
    presence.onCount({ viewers: 500 });
    presence.onCount({ viewers: 500, joined: 12 });
    expect(presence.lines).toMatchObject([{ kind: "joined", count: 12 }]);
  });

  it("are forgotten, the oldest first, and keep their keys", () => {
    const lines = linesOf(
      Array.from({ length: 50 }, (_, i) => ({ nickname: `${i}`, atMs: i * 10_000 })),
    );
    expect(lines).toHaveLength(20);
    expect(lines[0]!.nicknames).toEqual(["30"]);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(20);
    expect(lines.at(-1)!.key).toBe("presence 50");
  });
});
