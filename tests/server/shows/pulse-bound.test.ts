import { expect, it } from "vitest";
import { ShowPulses } from "../../../server/src/chat/shows/show-pulse.ts";
import type { ShowStore } from "../../../server/src/chat/ports/show-store.ts";

const NOW_MS = 1_800_000_000_000;
const SAID = { seq: 1, atMs: NOW_MS, userId: "tom", nickname: "Tom" };

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

it("[ST3] a pulse that could not be read is read again for the next who asks", async () => {
  let isAway = true;
  const shows: Pick<ShowStore, "readWritten" | "readNotes"> = {
    readWritten: () =>
      isAway ? Promise.reject(new Error("away")) : Promise.resolve({ messages: [] }),
    readNotes: () => Promise.resolve([]),
  };
  const pulses = new ShowPulses({
    shows: shows as ShowStore,
    storeClock: { nowMs: () => NOW_MS },
  });
  await expect(pulses.read("s1")).rejects.toThrow("away");
  isAway = false;
  expect((await pulses.read("s1")).minutes).toHaveLength(60);
});

it("[ST3] a pulse is of one stream alone", async () => {
  const shows: Pick<ShowStore, "readWritten" | "readNotes"> = {
    readWritten: (streamId) =>
      Promise.resolve({
        messages: [{ ...SAID, stands: streamId !== "s2" }],
      }),
    readNotes: () => Promise.resolve([]),
  };
  const pulses = new ShowPulses({
    shows: shows as ShowStore,
    storeClock: { nowMs: () => NOW_MS },
  });
  const people = [];
  for (const streamId of ["s1", "s2", "s1"]) people.push((await pulses.read(streamId)).people);
  expect(people).toEqual([1, 0, 1]);
});
