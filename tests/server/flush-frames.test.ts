import { EntryPacker } from "#protocol";
import { expect, it } from "vitest";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import { AuthorDictionary } from "../../server/src/fan-out/author-dictionary.ts";
import { FlushFrames } from "../../server/src/fan-out/flush-frames.ts";

it("[PR1] sends everyone the count in one frame, wherever in the log they joined", () => {
  const count = { streamId: "s1", viewers: 3 };
  const packer = new EntryPacker();
  const frames = new FlushFrames({ streamId: "s1", epoch: "e", entries: [], count, packer });
  const frame = frames.forNewcomer("stock", 1);
  expect(frame?.packets).toEqual([`2["viewer-count",${JSON.stringify(count)}]`]);
  for (const fromSeq of [2, 7, 1_000]) expect(frames.forNewcomer("stock", fromSeq)).toBe(frame);
});

it("[EN7] begins new numbers for people when 256 are known, when most are newcomers, and after 15 s", () => {
  const dictionary = new AuthorDictionary();
  const isNew = (nowMs: number): boolean => {
    const before = dictionary.current;
    dictionary.renew(nowMs);
    return dictionary.current > before;
  };
  const say = (people: number) =>
    dictionary.packer.pack({
      streamId: "s1",
      epoch: "e",
      entries: Array.from({ length: people }, (_, i) => {
        const [seq, id] = [i + 1, `${(i + 1).toString(36)}.x`];
        const person = { userId: `u${i}`, nickname: "n", role: "guest" } as const;
        return { kind: "message", seq, id, ...person, message: "m", timestamp: 1 };
      }),
    });
  say(255);
  expect(isNew(0)).toBe(false);
  say(256);
  expect([isNew(1), isNew(2)]).toEqual([true, false]);
  for (const generation of [0, 0, 1]) dictionary.knows(generation);
  expect(isNew(3)).toBe(false);
  for (const generation of [0, 1, 1]) dictionary.knows(generation);
  expect(isNew(4)).toBe(true);
  expect([isNew(15_003), isNew(15_004)]).toEqual([false, true]);
});

it("[HE6] shows each of two authors in shadow their own message, and nobody the other's", () => {
  const hidden = ["tom", "ann"].map((userId, i) => {
    const place = { seq: i + 1, id: `i${i}`, timestamp: i };
    const person = { userId, nickname: userId, role: "guest" } as const;
    const message = { kind: "message", ...place, ...person, message: `of ${userId}` } as const;
    return { kind: "shadowed", ...place, message } as const;
  });
  const flush = { streamId: "s1", epoch: "e", entries: hidden, count: undefined };
  const frames = new FlushFrames({ ...flush, packer: new EntryPacker() });
  for (const form of ["stock", "entries"] as const) {
    const seenBy = (userId?: string) =>
      ["of tom", "of ann"].filter((text) =>
        frames.forNewcomer(form, 0, userId)?.packets.join().includes(text),
      );
    expect([seenBy("tom"), seenBy("ann"), seenBy()]).toEqual([["of tom"], ["of ann"], []]);
    const [packet = ""] = frames.forNewcomer(form, 0, "tom")!.packets;
    expect(packet.includes("new-message")).toBe(form === "stock");
  }
});

it("[SM6][RM2][RM3] tells stock clients of messages, removals, purges and clearings", () => {
  const person = { userId: "u", nickname: "n", role: "guest" } as const;
  const place = (seq: number) => ({ seq, id: `i${seq}`, timestamp: seq });
  const entries: LogEntry[] = [
    { kind: "message", ...place(1), ...person, message: "m" },
    { kind: "removal", ...place(2), messageId: "i1", messageSeq: 1 },
    { kind: "purge", ...place(3), userId: "u" },
    { kind: "clear", ...place(4) },
  ];
  const flush = { streamId: "s1", epoch: "e", entries, count: undefined };
  const frames = new FlushFrames({ ...flush, packer: new EntryPacker() });
  const told = frames.forNewcomer("stock", 0)?.packets.map((packet) => JSON.parse(packet.slice(1)));
  expect(told).toEqual([
    ["new-message", expect.objectContaining({ id: "i1", message: "m" })],
    ["message-removed", { streamId: "s1", id: "i1", seq: 1 }],
    ["messages-purged", { streamId: "s1", userId: "u" }],
    ["message-history", []],
  ]);
});
