import { describe, expect, it } from "vitest";
import { enEmoji } from "../../../widget/src/i18n/en-emoji.ts";
import { enSettings } from "../../../widget/src/i18n/en-settings.ts";
import { en, type AllTexts } from "../../../widget/src/i18n/en.ts";
import { findLocale, findTexts } from "../../../widget/src/i18n/find-texts.ts";
import { ja } from "../../../widget/src/i18n/ja.ts";
import { ko } from "../../../widget/src/i18n/ko.ts";
import { overrideTexts } from "../../../widget/src/i18n/override-texts.ts";
import { th } from "../../../widget/src/i18n/th.ts";
import { vi } from "../../../widget/src/i18n/vi.ts";
import { zh } from "../../../widget/src/i18n/zh.ts";

const english: AllTexts = { ...en, ...enEmoji, ...enSettings };
const DICTIONARIES: Record<string, AllTexts> = { en: english, ko, ja, zh, vi, th };
const GIVEN = "〈given〉";

/** Every text by its name, those with something to fill in filled with a mark. */
function flatten(texts: object, prefix = ""): [name: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const name = prefix + key;
    if (typeof value === "function")
      return [[name, (value as (...given: string[]) => string)(GIVEN, GIVEN, GIVEN)]];
    return typeof value === "object" && value
      ? flatten(value, `${name}.`)
      : [[name, String(value)]];
  });
}

describe("the dictionaries", () => {
  const named = new Map(flatten(english));

  it.each(Object.keys(DICTIONARIES))("%s has every text, and none is empty or English", (lang) => {
    const texts = flatten(DICTIONARIES[lang]!);
    expect(texts.map(([name]) => name).sort()).toEqual([...named.keys()].sort());
    for (const [name, text] of texts) {
      expect(text.trim(), name).not.toBe("");
      expect(text.includes(GIVEN), name).toBe(named.get(name)!.includes(GIVEN));
      if (lang !== "en" && name !== "letter") expect(text, name).not.toBe(named.get(name));
    }
  });

  it.each([
    ["ko", ko],
    ["ko-KR", ko],
    ["KO_kr", ko],
    ["ja-JP", ja],
    ["zh-CN", zh],
    ["zh-Hant-TW", zh],
    ["vi", vi],
    ["th", th],
    ["en-GB", en],
    ["fi", en],
    ["", en],
  ])("are found for %j", async (lang, texts) => {
    expect(await findTexts(lang)).toEqual(texts);
  });

  it("are there at once in English, and in others from the second time on", async () => {
    expect(findTexts("en")).toBe(en);
    await findTexts("vi");
    expect(findTexts("vi")).not.toBeInstanceOf(Promise);
  });

  it("take a page's own wording, text by text", () => {
    const texts = overrideTexts(ko, { title: "방송 톡", errors: { other: "앗" } });
    expect(texts).toEqual({ ...ko, title: "방송 톡", errors: { ...ko.errors, other: "앗" } });
    expect(overrideTexts(ko, undefined)).toBe(ko);
  });

  it.each([
    ["en-gb", "en-GB"],
    ["ko", "ko"],
    ["zh-Hant", "zh-Hant"],
    ["fi", "en"],
    ["ko_KR", "en"],
    ["", "en"],
  ])("%j gives dates and numbers the locale %s", (lang, locale) => {
    expect(findLocale(lang)).toBe(locale);
  });
});
