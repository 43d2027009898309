import { expect, it } from "vitest";
import { ShowPulses } from "../../../server/src/chat/shows/show-pulse.ts";
import type { ShowStore } from "../../../server/src/chat/ports/show-store.ts";

const NOW_MS = 1_800_000_000_000;

it("[ST3] a pulse looks at the newest 150,000 entries, however long the log is", async () => {
  let read = 0;
  const shows: Pick<ShowStore, "readWritten" | "readNotes"> = {
    readWritten: (_streamId, beforeSeq, limit) => {
      read += limit;
      return Promise.resolve({
        messages: [],
        beforeSeq: beforeSeq - limit,
        oldestAtMs: NOW_MS,
      });
    },
    readNotes: () => Promise.resolve([]),
  };
  const pulses = new ShowPulses({
    shows: shows as ShowStore,
    storeClock: { nowMs: () => NOW_MS },
  });
  const { minutes } = await pulses.read("s1");
  expect(read).toBe(150_000);
  expect(minutes).toHaveLength(60);
});
