import { RE2JS } from "re2js";
import { expect, test } from "vitest";

import { seededRandom } from "../../../bench/fan-out/load/seeded-random.ts";
import { findPatterns } from "../../../server/src/chat/moderation/filters/patterns/find-patterns.ts";
import type { PatternProgram } from "../../../server/src/chat/moderation/filters/patterns/pattern-program.ts";
import { linkPatterns } from "../../../server/src/chat/moderation/filters/patterns/pattern-tables.ts";
import { Re2PatternParser } from "../../../server/src/patterns/re2-pattern-parser.ts";
import { compileSet } from "../../support/filters.ts";

const PIECES = [
  ...[
    "a",
    "b",
    "k",
    "ſ",
    "ä",
    "é",
    "β",
    "µ",
    "가",
    "[ab]",
    "[^a]",
    "[a-c가-깋]",
    ".",
    "\\d",
    "\\w",
  ],
  ...[
    "\\W",
    "\\s",
    "\\pL",
    "\\p{Lu}",
    "\\PL",
    "\\b",
    "\\B",
    "^",
    "$",
    "(?m)^",
    "(?m)$",
    "\\A",
    "\\z",
  ],
  ...["(?s).", "[[:alpha:]]", "\\x{212a}", "😀", "(?-i)K"],
];
const CHARACTERS = [..."aAbBkKſsSäÄéÉβΒϐµμΜ가나깋Z1 _-.\n😀ẞßK"];

const random = seededRandom(20_261_129);
const below = (end: number) => Math.floor(random() * end);
const pick = <T>(items: readonly T[]) => items[below(items.length)]!;

function anyPattern(depth = 0): string {
  const kind = below(depth > 3 ? 2 : 9);
  if (kind < 2) return pick(PIECES);
  const one = anyPattern(depth + 1);
  if (kind === 5) return `(?:${one}|${anyPattern(depth + 1)})`;
  if (kind === 6) return `(?:${one})${pick(["*", "+", "?", "{2}", "{1,3}", "*?"])}`;
  return kind === 7 ? `(${one})` : one + anyPattern(depth + 1);
}

function linked(programs: readonly PatternProgram[]) {
  const steps = linkPatterns(programs);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value!;
  }
}

test("[FI6] finds what RE2 finds, whatever the pattern and the text", () => {
  const parser = new Re2PatternParser();
  let found = 0;
  for (let round = 0; round < 250; round++) {
    const sources: string[] = [];
    const programs: PatternProgram[] = [];
    while (programs.length < 4) {
      const source = anyPattern();
      const parsed = parser.parse(source);
      if ("fault" in parsed) continue;
      sources.push(source);
      programs.push(parsed.program);
    }
    const tables = linked(programs);
    const theirs = sources.map((source) => RE2JS.compile(source, RE2JS.CASE_INSENSITIVE));
    for (let i = 0; i < 10; i++) {
      const text = Array.from({ length: below(14) }, () => pick(CHARACTERS)).join("");
      const ours = findPatterns(tables, text, () => undefined);
      theirs.forEach((pattern, k) => {
        const expected = pattern.matcher(text).find();
        if (expected) found++;
        expect([sources[k], text, ours.has(k)]).toEqual([sources[k], text, expected]);
      });
    }
  }
  expect(found).toBeGreaterThan(1_000);
});

test("[FI6] patterns with too many classes of letters are refused: to read one takes milliseconds", () => {
  const rule = { id: "p", kind: "patterns" as const, action: { kind: "refuse" as const } };
  const set = (...patterns: string[]) => compileSet({ rules: [{ ...rule, patterns }] });
  expect(set("[가-힣]{2,5}", "\\pL+\\pN")).toMatchObject({ ok: true });
  expect(set("\\pL".repeat(41))).toMatchObject({ ok: false, rule: "p" });
});
