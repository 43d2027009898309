import { expect, it } from "vitest";
import {
  parseFetchEntries,
  parseFilterRules,
  parseLoadHistory,
  parseModerate,
  parseStaffPage,
  SHIELD_MODE,
} from "#protocol";

/* Numbers are accepted up to their limits, and not beyond: limits, refusals and SPEC agree. */

function isTaken(action: object): boolean {
  return parseModerate({ streamId: "s1", action }).ok;
}

it.each([
  [
    "[MO4] a time-out's seconds",
    10,
    86_400,
    (n: number) => ({ kind: "timeout", userId: "u", seconds: n }),
  ],
  [
    "[MO4] a ban's seconds",
    10,
    315_360_000,
    (n: number) => ({ kind: "ban", userId: "u", seconds: n }),
  ],
  ["[MO6] slow mode's seconds", 0, 3_600, (n: number) => setMode({ slowSeconds: n })],
  ["[MO6] an account's age", 0, 2_592_000, (n: number) => setMode({ accountAgeSeconds: n })],
  ["[FI3] a filter's time-out", 10, 86_400, (n: number) => filter({ kind: "flood", lines: 5 }, n)],
  ["[FI8] repeats by one", 1, 100, (n: number) => filter({ ...REPEATS, byOne: n })],
  ["[FI8] repeats by many", 1, 1_000, (n: number) => filter({ ...REPEATS, byMany: n })],
  [
    "[FI8] the time of repeats",
    1,
    600,
    (n: number) => filter({ ...REPEATS, byOne: 2, withinSeconds: n }),
  ],
  ["[FI8] characters in a row", 1, 500, (n: number) => filter({ kind: "flood", inRow: n })],
  ["[FI8] lines", 1, 500, (n: number) => filter({ kind: "flood", lines: n })],
  [
    "[FI9] capitals in per cent",
    1,
    100,
    (n: number) => filter({ kind: "capitals", percent: n, minLetters: 5 }),
  ],
  [
    "[FI9] letters",
    1,
    500,
    (n: number) => filter({ kind: "capitals", percent: 50, minLetters: n }),
  ],
] as [string, number, number, (n: number) => object][])(
  "%s may be from %i to %i",
  (_, least, most, action) => {
    for (const inside of [least, most])
      expect([inside, isTaken(action(inside))]).toEqual([inside, true]);
    for (const outside of [least - 1, most + 1, least + 0.5, Number.NaN, "12"])
      expect([outside, isTaken(action(outside as number))]).toEqual([outside, false]);
  },
);

it.each([
  ["[MO4] a reason", 200, (text: string) => ({ kind: "ban", userId: "u", reason: text })],
  ["[MO10] a note", 1_000, (text: string) => ({ kind: "note", userId: "u", text })],
  ["[MO9] a pinned text", 300, (text: string) => ({ kind: "pin-text", text })],
  ["[FI1] a filter's reason", 200, (text: string) => filter({ kind: "flood", lines: 5 }, 60, text)],
  ["[FI4] a word", 64, (text: string) => filter({ kind: "words", words: [text] })],
  ["[FI6] a pattern", 200, (text: string) => filter({ kind: "patterns", patterns: [text] })],
] as [string, number, (text: string) => object][])(
  "%s may have %i of what a reader calls characters",
  (_, most, action) => {
    expect(isTaken(action("가".repeat(most)))).toBe(true);
    expect(isTaken(action("가".repeat(most + 1)))).toBe(false);
  },
);

it.each([
  ["[FI1] rules", 20, (n: number) => ({ kind: "set-filters", rules: rulesOf(n) })],
  ["[FI4] words", 500, (n: number) => filter({ kind: "words", words: listOf(n, "w") })],
  ["[FI6] patterns", 20, (n: number) => filter({ kind: "patterns", patterns: listOf(n, "p") })],
] as [string, number, (n: number) => object][])("%s may be %i", (_, most, action) => {
  expect([isTaken(action(most)), isTaken(action(most + 1))]).toEqual([true, false]);
});

it("[FI12] takes no rule of which a part is wrong, for staff would think that it holds", () => {
  for (const test of [
    { ...REPEATS, byOne: 2, byMany: 5_000 },
    { ...REPEATS, byOne: "2", byMany: 5 },
    { kind: "flood", inRow: 5, lines: -1 },
  ])
    expect(isTaken(filter(test))).toBe(false);
  expect(
    parseFilterRules([{ ...REPEATS, byOne: 2, byMany: null, id: "r", action: { kind: "hold" } }])
      .ok,
  ).toBe(true);
});

it.each([
  [
    "[HI1] load-history",
    100,
    (limit: unknown) => parseLoadHistory({ streamId: "s1", before: 9, limit }),
  ],
  [
    "[EN5] fetch-entries",
    500,
    (limit: unknown) => parseFetchEntries({ streamId: "s1", after: 0, limit }),
  ],
  ["[MO5] load-audit", 100, (limit: unknown) => parseStaffPage({ streamId: "s1", limit })],
] as const)("%s gives a page of 1 to %i", (_, most, parse) => {
  const limitOf = (limit: unknown) => {
    const page = parse(limit);
    return page.ok ? page.value.limit : undefined;
  };
  expect([most, most + 1, 0, -5, undefined].map(limitOf)).toEqual([most, most, 1, 1, most]);
  expect(limitOf("10")).toBeUndefined();
});

it("[MO5] a search is what it says, without the spaces around it", () => {
  const searchOf = (search: string) => {
    const page = parseStaffPage({ streamId: "s1", search });
    return page.ok ? page.value.search : undefined;
  };
  expect(["  bad \n words ", " ", ""].map(searchOf)).toEqual(["bad words", undefined, undefined]);
});

it("[MO7] the shield is slow mode of 30 s, members only, no links and no repeats", () => {
  expect(SHIELD_MODE).toEqual({ slowSeconds: 30, membersOnly: true, noLinks: true, unique: true });
});

const REPEATS = { kind: "repeats", withinSeconds: 60 };

function setMode(mode: object): object {
  return { kind: "set-mode", mode };
}

function filter(test: object, seconds = 60, reason = "Calm."): object {
  const rule = { ...test, id: "r", action: { kind: "timeout", seconds }, reason };
  return { kind: "set-filters", rules: [rule] };
}

function rulesOf(count: number): object[] {
  return listOf(count, "r").map((id) => ({
    kind: "flood",
    lines: 5,
    id,
    action: { kind: "hold" },
  }));
}

function listOf(count: number, word: string): string[] {
  return Array.from({ length: count }, (_, i) => `${word}${i}`);
}
