import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { parseFilterRules, parseModerate, type FilterRule } from "#protocol";

const REFUSE = { kind: "refuse" };

test("FI1 takes each kind of rule, and gives back what is known of it alone", () => {
  const rules: FilterRule[] = [
    {
      id: "w",
      kind: "words",
      lists: ["ko"],
      words: ["a b"],
      allow: ["ab"],
      action: { kind: "hold" },
    },
    { id: "p", kind: "patterns", patterns: ["a+"], action: { kind: "shadow" } },
    { id: "l", kind: "links", allow: ["example.com"], action: { kind: "timeout", seconds: 10 } },
    {
      id: "r",
      kind: "repeats",
      byOne: 2,
      byMany: 9,
      withinSeconds: 60,
      action: { kind: "refuse" },
    },
    { id: "f", kind: "flood", inRow: 20, lines: 5, action: { kind: "refuse" }, reason: "Calm." },
    { id: "c", kind: "capitals", percent: 80, minLetters: 10, action: { kind: "refuse" } },
  ];
  const raw = rules.map((rule) => ({ ...rule, more: 1, __proto__: { id: "x" } }));
  expect(parseFilterRules(JSON.parse(JSON.stringify(raw)))).toEqual({ ok: true, value: rules });
  expect(parseModerate({ streamId: "s", action: { kind: "set-filters", rules: [] } })).toEqual({
    ...{ ok: true, value: { streamId: "s", action: { kind: "set-filters", rules: [] } } },
  });
});

test.each([
  ["no array", {}],
  ["too many rules", Array.from({ length: 21 }, (_, i) => words({ id: `r${i}` }))],
  ["two rules of one id", [words(), words()]],
  ["a rule without an id", [words({ id: undefined })]],
  ["an id of other characters", [words({ id: "a b" })]],
  ["an unknown kind", [words({ kind: "constructor" })]],
  ["an unknown action", [words({ action: { kind: "ban" } })]],
  ["a time-out without an end", [words({ action: { kind: "timeout" } })]],
  ["a time-out of a second", [words({ action: { kind: "timeout", seconds: 1 } })]],
  ["a list of another language", [words({ lists: ["xx"] })]],
  ["an empty word", [words({ words: ["  "] })]],
  ["a word that is none", [words({ words: [7] })]],
  ["a word that is too long", [words({ words: ["a".repeat(65)] })]],
  ["a reason that is too long", [words({ reason: "a".repeat(201) })]],
  [
    "more than 12,000 bytes",
    [words({ words: Array.from({ length: 400 }, () => "긴".repeat(20)) })],
  ],
  ["no patterns", [{ id: "p", kind: "patterns", patterns: [], action: REFUSE }]],
  ["an address for a host", [{ id: "l", kind: "links", allow: ["https://a.b"], action: REFUSE }]],
  ["repeats of nothing", [{ id: "r", kind: "repeats", withinSeconds: 60, action: REFUSE }]],
  ["a flood of nothing", [{ id: "f", kind: "flood", inRow: 0, action: REFUSE }]],
  [
    "capitals of 200 %",
    [{ id: "c", kind: "capitals", percent: 200, minLetters: 1, action: REFUSE }],
  ],
])("FI1 refuses %s with a sentence", (_, rules) => {
  const parsed = parseFilterRules(rules);
  expect(parsed).toMatchObject({ ok: false, error: { code: "bad-request" } });
  expect(!parsed.ok && parsed.error.message.length).toBeGreaterThan(20);
});

test("FI1 takes the rules that the guide shows", () => {
  const guide = readFileSync(new URL("../../docs/filters.md", import.meta.url), "utf8");
  const [, json = ""] = /```json\n([\s\S]+?)```/.exec(guide) ?? [];
  expect(parseFilterRules(JSON.parse(json))).toEqual({ ok: true, value: JSON.parse(json) });
});

function words(more: object = {}): object {
  return { id: "w", kind: "words", words: ["a"], action: REFUSE, ...more };
}
