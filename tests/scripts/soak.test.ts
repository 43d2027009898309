import { expect, it } from "vitest";
import { chatError, type Answer, type ErrorCode } from "#protocol";
import { findLeaks, listGrowth, type Census } from "../../bench/soak/census.ts";
import { repeatWhileBusy } from "../../bench/soak/repeat-while-busy.ts";
import { slopeOf } from "../../bench/soak/slope.ts";
import { SoakCounts } from "../../bench/soak/soak-counts.ts";

const HOUR_MS = 3_600_000;

function census(counts: Record<string, number>): Census {
  return { counts, heapBytes: 0 };
}

it("finds kinds of objects that stay after shows, and no others", () => {
  const before = census({ timers: 13, rooms: 1_217, functions: 30_000 });
  const after = census({ timers: 613, rooms: 1_021, functions: 30_040 });
  expect(findLeaks(before, after, 6_000, 0)).toEqual([{ kind: "timers", before: 13, after: 613 }]);
});

it("does not count what a few more rooms hold, but the rooms themselves", () => {
  const before = census({ rooms: 1_089, maps: 7_920 });
  expect(findLeaks(before, census({ rooms: 1_148, maps: 8_464 }), 1_311, 0)).toEqual([]);
  const leaks = findLeaks(before, census({ rooms: 2_400, maps: 20_000 }), 1_311, 0);
  expect(leaks).toEqual([{ kind: "rooms", before: 1_089, after: 2_400 }]);
});

it("does not count the names of new moderators, which are reserved for a while, but more than that", () => {
  const before = census({ maps: 7_296, sets: 3_590 });
  expect(findLeaks(before, census({ maps: 7_411, sets: 3_705 }), 1_151, 115)).toEqual([]);
  const leaks = findLeaks(before, census({ maps: 7_600, sets: 3_705 }), 1_151, 115);
  expect(leaks).toEqual([{ kind: "maps", before: 7_296, after: 7_600 }]);
});

it("counts a kind that only one census knows", () => {
  expect(listGrowth(census({ a: 1 }), census({ b: 2 }))).toEqual([
    { kind: "a", before: 1, after: 0 },
    { kind: "b", before: 0, after: 2 },
  ]);
});

it("sees the slope of memory below what swings between collections", () => {
  const samples = Array.from({ length: 1_800 }, (_, i) => ({
    atMs: i * 1_000,
    value: 200e6 + (i * 1_000 * 5e6) / HOUR_MS + ((i * 7) % 29) * 1e6,
  }));
  const slope = slopeOf(samples);
  expect(slope?.perHour).toBeGreaterThan(4.5e6);
  expect(slope?.perHour).toBeLessThan(5.5e6);
  expect(slope?.error).toBeLessThan(0.5e6);
});

it("has no slope for less than a minute and a half", () => {
  expect(slopeOf([])).toBeUndefined();
  expect(slopeOf([0, 30_000].map((atMs) => ({ atMs, value: 1 })))).toBeUndefined();
});

/** Asks for something that is refused with these codes, one after the other, and then granted. */
async function askPast(...codes: ErrorCode[]) {
  const counts = new SoakCounts();
  const answers = codes.map((code): Answer => ({
    ok: false,
    error: chatError(code, { retryAfterMs: 0 }),
  }));
  const ask = async (): Promise<Answer> => answers.shift() ?? { ok: true };
  const answer = await repeatWhileBusy("send-message", counts, ask);
  return { answer, counted: counts.list(), lost: counts.losses() };
}

it("counts nothing as lost that the store took in the end (SPEC LOG7)", async () => {
  expect(await askPast("store-busy", "server-busy")).toEqual({
    answer: { ok: true },
    counted: ["send-message repeated, since the server was busy 2"],
    lost: [],
  });
});

it("does not ask again for what was refused for another reason", async () => {
  const { answer, counted } = await askPast("banned");
  expect(answer).toMatchObject({ ok: false, error: { code: "banned" } });
  expect(counted).toEqual([]);
});
