import { describe, expect, it } from "vitest";
import { beginsAs, keysOf } from "../../../widget/src/element/composer/completion/typed-prefix.ts";

describe("the typed part of a name", () => {
  it.each([
    ["민지", ["ㅁ", "미", "민", "민ㅈ", "민지", "ㅁㅈ"]],
    ["미주", ["ㅁ", "미", "밎", "미주"]],
    ["하트", ["ㅎ", "하", "핱", "하트", "ㅎㅌ"]],
    ["화과자", ["ㅎ", "호", "화", "확", "화과", "화괒", "ㅎㄱㅈ"]],
    ["닭강정", ["다", "달", "닭", "닭ㄱ", "닭가"]],
    ["달걀", ["닭", "달갸"]],
    ["Mina", ["m", "MI", "mina"]],
    ["日本", ["日"]],
    ["달빛 공방", ["달빛 ", "달빛 고"]],
  ])("begins %s", (name, typed) => {
    for (const beginning of typed) expect(beginsAs(beginning)(name), beginning).toBe(true);
  });

  it.each([
    ["민지", ["ㅈ", "지", "만", "ㅁㅎ"]],
    ["Mina", ["i", "ㅁ"]],
    ["하트", ["호", "핫"]],
  ])("does not begin %s", (name, typed) => {
    for (const beginning of typed) expect(beginsAs(beginning)(name), beginning).toBe(false);
  });

  it("is the same however a system puts Hangul together", () => {
    expect(beginsAs("민".normalize("NFD"))("민지")).toBe(true);
    expect(keysOf("ㅘㄳ")).toBe("ㅗㅏㄱㅅ");
  });
});
