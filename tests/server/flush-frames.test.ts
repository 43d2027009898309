import { EntryPacker } from "#protocol";
import { expect, it } from "vitest";
import { FlushFrames } from "../../server/src/fan-out/flush-frames.ts";

it("[PR1] sends everyone the count in one frame, wherever in the log they joined", () => {
  const count = { streamId: "s1", viewers: 3 };
  const packer = new EntryPacker();
  const frames = new FlushFrames({ streamId: "s1", epoch: "e", entries: [], count, packer });
  const frame = frames.forNewcomer("stock", 1);
  expect(frame?.packets).toEqual([`2["viewer-count",${JSON.stringify(count)}]`]);
  for (const fromSeq of [2, 7, 1_000]) expect(frames.forNewcomer("stock", fromSeq)).toBe(frame);
});
