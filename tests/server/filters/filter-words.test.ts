import type { FilterTest } from "#protocol";
import { expect, test } from "vitest";

import { findingIn, judging, refusing } from "../../support/filters.ts";

const LISTS: FilterTest = { kind: "words", lists: ["ko", "en"] };

test.each([
  ["case, width and accents", ["SHIT", "ｓｈｉｔ", "shít", "𝕤𝕙𝕚𝕥", "🅂🄷🄸🅃"]],
  ["letters that look like them", ["ѕһіt", "ꜱʜɪᴛ", "bіtсh"]],
  ["what cannot be seen", ["sh\u200bit", "시\u2060발", "시\u3164발"]],
  ["drawn-out letters", ["shiiiit", "시이이발", "씨바아알"]],
  ["digits and signs that stand in", ["sh1t", "5h!t", "$hit", "b!tch", "ㅅl발"]],
  ["masks", ["sh*t", "b**ch", "b#tch"]],
  ["spaces and signs between", ["s h i t", "s.h.i.t", "시 발", "시...발", "시🔥발", "시1발"]],
  ["Hangul in letters", ["ㅅㅣㅂㅏㄹ", "시ㅂㅏㄹ", "ㅅㅂ", "ㅅㅣ발"]],
  ["Hangul in letters that join", ["ㅅㅣㅂㅏ\u11af", "\u1109\u1107", "ㅅ\u1175ㅂ\u1161ㄹ"]],
  ["Hangul on a Latin keyboard", ["tlqkf", "Whssk"]],
])("FI5 finds a word in spite of %s", (_, texts) => {
  expect(findingIn(LISTS, texts)).toEqual(texts);
});

test.each([
  ["Scunthorpe", "Matsushita", "shiitake", "Essex", "cocktail", "assassin", "class", "bitcoin"],
  ["the pen is red", "push it", "It's hit or miss", "wish it came", "as she said", "a s s e t"],
  [
    "시발점",
    "시발역",
    "다시 발송",
    "즉시발송 돼요?",
    "몇 시 발 비행기예요",
    "3시발",
    "수박씨 발라 먹기",
  ],
  ["병신년(丙申年)", "유리병 신제품", "이 새끼줄", "새끼 고양이", "보지 못했어요", "자지 마세요"],
  ["ㄱㅅㄱㅅ", "ㅈㅅ", "ㅇㅅㅂㄱ", "유니섹스", "팔등신", "지랄탄", "아저씨발이"],
])("FI5 leaves words alone in which others happen to be: %s …", (...texts) => {
  expect(findingIn(LISTS, texts)).toEqual([]);
});

test("FI4 finds an own word as a whole one, and where a star lets it go on", () => {
  const words = { kind: "words", words: ["spoil", "cheap*", "*casino*", "buy now"] } as const;
  const found = ["SPOIL it", "cheapest", "cheap", "royalcasinos", "Buy, now!", "b u y n o w"];
  expect(findingIn({ ...words, words: [...words.words] }, found)).toEqual(found);
  const left = ["spoiler", "uncheap", "buy nowhere", "casin"];
  expect(findingIn({ ...words, words: [...words.words] }, left)).toEqual([]);
});

test("FI4 finds the words that come after one of which nothing is left", () => {
  const filter: FilterTest = { kind: "words", words: ["\u200b", "!!!", "spoil", "광고"] };
  expect(findingIn(filter, ["spoil it", "무료광고", "!!!"])).toEqual(["spoil it", "무료광고"]);
});

test("FI4 finds own words of scripts without spaces anywhere, and none inside allowed words", () => {
  const own = { kind: "words", words: ["광고", "カジノ", "博彩"], allow: ["광고주"] } as const;
  const filter = { ...own, words: [...own.words], allow: [...own.allow] };
  const found = ["무료광고입니다", "광 고", "광1고", "ㄱㅘㅇ고", "ｶｼﾞﾉへ", "かじの", "来博彩吧"];
  expect(findingIn(filter, found)).toEqual(found);
  expect(findingIn(filter, ["광고주님 안녕하세요", "관고", "博 物馆"])).toEqual([]);
});

test.each([
  ["ja", ["死ね", "し ね", "クソ野郎"], ["死ぬほど好き", "かわいい"]],
  ["zh", ["操你妈", "傻 逼", "傻。逼"], ["操作很好", "你妈妈好"]],
  ["vi", ["địt mẹ", "ĐỊT", "đéo"], ["lon bia", "dit", "con đi học"]],
  ["th", ["เหี้ย", "ควย"], ["สวัสดี", "แกงกะหรี่อร่อย"]],
] as const)("FI4 has a list of words for %s", (language, bad, good) => {
  const list = { kind: "words" as const, lists: [language] };
  expect(findingIn(list, [...bad, ...good])).toEqual([...bad]);
});

test("FI4 a word of signs alone, or of nothing, finds nothing and breaks nothing", () => {
  const judge = judging(refusing({ kind: "words", words: ["***", "", "  ", "!!!"] }));
  expect(judge("hello *** !!!")).toBeUndefined();
});

test("FI5 a sign with a letter on one side alone is none of the word", () => {
  const filter: FilterTest = { kind: "words", words: ["crap", "cum", "hit"] };
  const left = ["music (rap) is fine", "[rap] battle", "well (um, yes)", "what a h!"];
  expect(findingIn(filter, left)).toEqual([]);
  const found = ["(crap)", "crap!", "<hit>", "h!t"];
  expect(findingIn(filter, found)).toEqual(found);
});

test("FI4 finds a word inside the beginning of another one, in whatever order they were entered", () => {
  const [long, middle, short] = ["spoilers*", "*poilx*", "*oil*"];
  for (const words of [
    ...[
      [long!, middle!, short!],
      [long!, short!, middle!],
      [middle!, long!, short!],
    ],
    ...[
      [middle!, short!, long!],
      [short!, long!, middle!],
      [short!, middle!, long!],
    ],
  ])
    expect(findingIn({ kind: "words", words }, ["spoil", "spoilt"])).toEqual(["spoil", "spoilt"]);
});

test("FI11 says where in the text the word is", () => {
  const judge = judging(refusing({ kind: "words", lists: ["ko"] }));
  const text = "아 진짜 시.ㅂㅏㄹ 뭐야";
  const { from = 0, to = 0 } = judge(text)?.found ?? {};
  expect(text.slice(from, to)).toBe("시.ㅂㅏㄹ");
});
