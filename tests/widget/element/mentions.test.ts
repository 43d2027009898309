import { describe, expect, it } from "vitest";
import { findMentions, foldName } from "../../../widget/src/element/feed/mentions.ts";
import { isNamed } from "../../../widget/src/element/feed/message-text.ts";
import { PeopleSeen } from "../../../widget/src/element/feed/people-seen.ts";
import { message } from "../support/test-chat.ts";

const NAMES = ["민지", "민지수", "Tom", "Tom Lee", "さくら", "小雨", "ＡＢＣ", "a.b", "แพรว", "😀"];

function namesIn(text: string): string[] {
  const names = new Set(NAMES.map(foldName));
  return findMentions(text, (name) => names.has(name)).map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe("the people named in a text", () => {
  it.each([
    ["@민지 안녕", ["@민지"]],
    ["@민지님 안녕", ["@민지"]],
    ["@민지야", ["@민지"]],
    ["저는@민지씨 팬이에요", ["@민지"]],
    ["@민지수 님", ["@민지수"]],
    ["@민지현", []],
    ["@tom hi", ["@tom"]],
    ["@TOM LEE, hi", ["@TOM LEE"]],
    ["@Tom님", ["@Tom"]],
    ["@tomato", []],
    ["@tom2", []],
    ["mail me at a@tom.example", []],
    ["@さくらちゃん", ["@さくら"]],
    ["@小雨你好", ["@小雨"]],
    ["@แพรวคะ", ["@แพรว"]],
    ["@abc @a.b @😀!", ["@abc", "@a.b", "@😀"]],
    ["@@민지 @ @nobody", ["@민지"]],
    ["no name", []],
  ])("in %j are %j", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it("are found in bounded work, whatever is written", () => {
    let asked = 0;
    findMentions("@".repeat(2_000), () => {
      asked += 1;
      return false;
    });
    expect(asked).toBeLessThanOrEqual(640);
  });

  it("are oneself only under one's own name", () => {
    expect(isNamed("@지우 님", foldName("지우"))).toBe(true);
    expect(isNamed("지우 님", foldName("지우"))).toBe(false);
    expect(isNamed("@지우", undefined)).toBe(false);
  });
});

describe("the people seen", () => {
  it("are those of new rows and of older ones that come in, a thousand at most", () => {
    const people = new PeopleSeen();
    const rowsOf = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) =>
        message(from + i, { nickname: `N${from + i}` }),
      );
    people.take(rowsOf(100, 110));
    people.take(rowsOf(90, 112));
    for (const name of ["n90", "n100", "n112"]) expect(people.has(name)).toBe(true);
    people.take(rowsOf(113, 1_120));
    expect(people.has("n90")).toBe(false);
    expect(people.has("n1120")).toBe(true);
  });
});
