import { expect, test } from "vitest";
import { streamName } from "../../pages/studio/stream-name.ts";

test.each([
  ["moonlight:2026-12-24", "달빛공방", "ko", "달빛공방 · 2026년 12월 24일"],
  ["moonlight:2026-12-24", "Moonlight", "en", "Moonlight · December 24, 2026"],
  // No day of any calendar, and no date.
  ["moonlight:2026-02-31", "Moonlight", "en", "Moonlight · 2026-02-31"],
  ["moonlight:2026-13-01", "Moonlight", "en", "Moonlight · 2026-13-01"],
  ["moonlight:evening:2", "Moonlight", "en", "Moonlight · evening:2"],
  ["moonlight:", "Moonlight", "en", "Moonlight"],
  ["lobby", "House", "en", "House · lobby"],
  [":lobby", "House", "en", "House · lobby"],
  ["moonlight:2026-12-24", undefined, "en", undefined],
])("[ST4] the stream %s of the channel %s is called, in %s, %s", (streamId, name, lang, called) => {
  const stream = { streamId, ...(name !== undefined && { channelName: name }) };
  expect(streamName(stream, lang)).toBe(called);
});
