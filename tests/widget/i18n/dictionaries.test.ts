import { describe, expect, it } from "vitest";
import { DICTIONARIES, findLocale, findTexts } from "../../../widget/src/i18n/find-texts.ts";
import { en } from "../../../widget/src/i18n/en.ts";
import { ko } from "../../../widget/src/i18n/ko.ts";

function flatten(texts: object): string[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value ? flatten(value).map((k) => `${key}.${k}`) : key,
  );
}

describe("the dictionaries", () => {
  it.each(Object.keys(DICTIONARIES))("%s has every text, and none is empty", (lang) => {
    const texts = DICTIONARIES[lang]!;
    expect(flatten(texts).sort()).toEqual(flatten(en).sort());
    for (const value of [...Object.values(texts), ...Object.values(texts.errors)])
      if (typeof value === "string") expect(value.trim()).not.toBe("");
  });

  it.each([
    ["ko", ko],
    ["ko-KR", ko],
    ["KO_kr", ko],
    ["en-GB", en],
    ["fi", en],
    ["", en],
  ])("are found for %j", (lang, texts) => {
    expect(findTexts(lang)).toBe(texts);
  });

  it.each([
    ["en-gb", "en-GB"],
    ["ko", "ko"],
    ["fi", "en"],
    ["ko_KR", "en"],
    ["", "en"],
  ])("%j gives dates and numbers the locale %s", (lang, locale) => {
    expect(findLocale(lang)).toBe(locale);
  });
});
