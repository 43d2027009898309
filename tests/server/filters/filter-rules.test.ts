import { expect, test } from "vitest";

import type { FilterTest } from "#protocol";
import { compileSet, findingIn, judging, refusing } from "../../support/filters.ts";

test("FI2 the first rule that finds something decides", () => {
  const judge = judging(
    { id: "a", kind: "words", words: ["red"], action: { kind: "hold" }, reason: "No colours." },
    { id: "b", kind: "words", words: ["red", "blue"], action: { kind: "timeout", seconds: 60 } },
  );
  expect(judge("red and blue")).toMatchObject({
    ...{ rule: "a", action: { kind: "hold" }, reason: "No colours." },
  });
  expect(judge("blue")).toMatchObject({ rule: "b", action: { kind: "timeout", seconds: 60 } });
  expect(judge("green")).toBeUndefined();
});

test("FI6 patterns are found whatever the case and width", () => {
  const filter = { kind: "patterns" as const, patterns: ["010-?\\d{4}-?\\d{4}", "kakao *: *\\w+"] };
  const found = ["call 010-1234-5678", "０１０１２３４５６７８", "KAKAO: abc"];
  expect(findingIn(filter, [...found, "010-12"])).toEqual(found);
});

test("FI2 FI6 each rule finds its own words, patterns and links, and none of its neighbours'", () => {
  const own = [
    { kind: "patterns", patterns: ["p1", "p2"] },
    { kind: "words", words: ["word one", "word two"] },
    { kind: "links", allow: ["a.com"] },
    { kind: "patterns", patterns: ["p3"] },
    { kind: "words", words: ["word three"], allow: ["word three hundred"] },
    { kind: "patterns", patterns: ["p4", "p5"] },
    { kind: "links", allow: ["b.com"] },
    { kind: "words", words: ["word four"] },
  ] satisfies FilterTest[];
  const rules = own.map((of, i) => ({ ...refusing(of), id: `rule ${i}` }));
  const findings = {
    ...{ p1: 0, p2: 0, "word one": 1, "word two": 1, "see b.com": 2, p3: 3, "word three": 4 },
    ...{ p4: 5, p5: 5, "see a.com": 6, "word four": 7, "word three hundred": undefined },
  };
  // In both orders, so that each has every other one before it and behind it.
  for (const set of [rules, rules.toReversed()]) {
    const judge = judging(...set);
    for (const [text, rule] of Object.entries(findings))
      expect([text, judge(text)?.rule]).toEqual([text, rule === undefined ? rule : `rule ${rule}`]);
  }
});

test.each([["(a"], ["(?=a)b"], ["(a)\\1"], [".*"], ["(.{1,1000})Z"], ["((a{0,90}){0,90}){0,90}b"]])(
  "FI6 refuses the pattern %s with a reason",
  (pattern) => {
    const rule = refusing({ kind: "patterns", patterns: ["fine", pattern] });
    const compiled = compileSet({ rules: [rule] });
    expect(compiled).toMatchObject({ ok: false, rule: "patterns" });
    expect(!compiled.ok && compiled.fault).toMatch(/pattern/);
  },
);

test("FI7 finds links however they are written, but to hosts that are allowed", () => {
  const filter = { kind: "links" as const, allow: ["example.com", "www.youtube.com"] };
  const found = [
    ...["https://evil.test/x", "see evil.com", "WWW.evil.test", "ｅｖｉｌ．ｃｏｍ", "evil。com"],
    ...["evil .com", "evil . com", "evil dot com", "evil\u200b.com", "a@evil.com", "evil.com/?a"],
    ...[
      "https://example.com.evil.com",
      "https://example.com@evil.com",
      "notexample.com",
      "쇼핑.한국",
    ],
    ...["https://user:pw@evil.com:80/", "hxxp://evil.net"],
    // What browsers make of it is another host than what one reads.
    ...["https:///evil.test", "https://\\evil.test", "https://evil.test\\@example.com"],
    ...["https://example.com＃@evil.test", "https://example.com／@evil.test"],
    ...['https://example.com"https://evil.test', "https://example.com<https://evil.test"],
  ];
  const left = [
    ...["example.com", "https://shop.example.com/a", "youtube.com/watch", "좋아요.그리고 또"],
    ...[
      "ok.thanks",
      "3.14",
      "v1.2",
      "e.g. this",
      "wait...what",
      "I like it. me too",
      "10.30am",
      "://",
    ],
  ];
  expect(findingIn(filter, [...found, ...left])).toEqual(found);
});

test("FI7 lets a link pass that staff have permitted", () => {
  const judge = judging(refusing({ kind: "links", allow: [] }));
  expect(judge("https://evil.test", { mayLink: true })).toBeUndefined();
});

test("FI8 finds what one person, or all together, wrote often enough before", () => {
  const judge = judging(refusing({ kind: "repeats", byOne: 2, byMany: 5, withinSeconds: 60 }));
  const after = (byOne: number, byMany: number) =>
    judge("buy now", {
      repeats: (ms) => (ms === 60_000 ? { byOne, byMany } : { byOne: 9, byMany: 9 }),
    });
  expect(after(1, 4)).toBeUndefined();
  expect(after(2, 2)).toMatchObject({ rule: "repeats" });
  expect(after(0, 5)).toMatchObject({ rule: "repeats" });
});

test("FI8 finds floods: the same over and over, or too many lines", () => {
  const filter = { kind: "flood" as const, inRow: 10, lines: 4 };
  const found = ["a".repeat(11), "buy now ".repeat(11), "🔥".repeat(11), "1\n2\n3\n4\n5"];
  const left = ["ㅋ".repeat(10), "buy now buy now", "1\n2\n3\n4", "", "abcdefghijkl"];
  expect(findingIn(filter, [...found, ...left])).toEqual(found);
});

test("FI9 finds shouting in scripts that have capitals, and nothing in others", () => {
  const filter = { kind: "capitals" as const, percent: 70, minLetters: 8 };
  const found = ["BUY THIS NOW", "КУПИ СЕЙЧАС", "ＢＵＹ ＴＨＩＳ ＮＯＷ", "STOP IT now!!! NOW"];
  const left = ["WOW", "Buy This Now Please", "안녕하세요 여러분 OK", "XL L M S"];
  expect(findingIn(filter, [...found, ...left])).toEqual(found);
});
