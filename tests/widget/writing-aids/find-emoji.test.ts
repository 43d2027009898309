import { describe, expect, it } from "vitest";
import { EMOJI_LANGS, makeEmojiData } from "../../../scripts/lib/emoji-data.ts";
import type { Emoji } from "../../../widget/src/element/composer/emoji/emoji.ts";
import { findEmoji } from "../../../widget/src/element/composer/emoji/find-emoji.ts";

const all = Object.fromEntries(
  EMOJI_LANGS.map((lang) => [lang, makeEmojiData(lang) as unknown as readonly Emoji[]]),
);

function find(lang: string, typed: string): string[] {
  return findEmoji(all[lang]!, typed, 20).map(({ emoji }) => emoji);
}

describe("an emoji", () => {
  it.each([
    ["en", "grinning", "😀"],
    ["en", "tada", "🎉"],
    ["en", "+1", "👍️"],
    ["ko", "smile", "😄"],
    ["ko", "하트", "❤️"],
    ["ko", "ㅎㅌ", "💘"],
    ["ko", "핱", "💘"],
    ["ko", "박수", "👏"],
    ["ja", "ハート", "💘"],
    ["zh", "红心", "❤️"],
    ["vi", "trái tim", "💘"],
    ["th", "หัวใจ", "💝"],
  ])("is found in %s by %s", (lang, typed, emoji) => {
    expect(find(lang, typed)).toContain(emoji);
  });

  it.each([
    ["ko", "하트"],
    ["ja", "ハート"],
    ["zh", "心"],
    ["vi", "tim"],
    ["th", "หัวใจ"],
  ])("is the plain heart first in %s by %s", (lang, typed) => {
    expect(find(lang, typed)[0]).toBe("❤️");
  });

  it("comes first by its own short name, and not at all by nothing", () => {
    expect(find("en", "heart")[0]).toBe("❤️");
    expect(find("en", " ")).toEqual([]);
    expect(find("en", "qqqq")).toEqual([]);
  });

  it("has a name in every language, and its place among nine groups", () => {
    for (const lang of EMOJI_LANGS) {
      expect(all[lang]!.length).toBeGreaterThan(1_800);
      expect(all[lang]!.every(({ name }) => name !== "")).toBe(true);
      expect(new Set(all[lang]!.map(({ group }) => group))).toEqual(
        new Set([0, 1, 2, 3, 4, 5, 6, 7, 8]),
      );
    }
  });

  it("has five skin tones or none", () => {
    const counts = new Set(all["ko"]!.map(({ skins }) => skins?.length));
    expect(counts).toEqual(new Set([undefined, 5]));
  });
});
