import { describe, expect, it } from "vitest";
import { enEmoji } from "../../../widget/src/i18n/en/en-emoji.ts";
import { enRoom } from "../../../widget/src/i18n/en/en-room.ts";
import { enSettings } from "../../../widget/src/i18n/en/en-settings.ts";
import { en, type AllTexts } from "../../../widget/src/i18n/en/en.ts";
import { findLocale, findTexts } from "../../../widget/src/element/base/find-texts.ts";
import { enChannel, type ChannelTexts } from "../../../widget/src/i18n/en/en-channel.ts";
import { channel as jaChannel } from "../../../widget/src/i18n/ja/ja-channel.ts";
import { channel as koChannel } from "../../../widget/src/i18n/ko/ko-channel.ts";
import { channel as thChannel } from "../../../widget/src/i18n/th/th-channel.ts";
import { channel as viChannel } from "../../../widget/src/i18n/vi/vi-channel.ts";
import { channel as zhChannel } from "../../../widget/src/i18n/zh/zh-channel.ts";
import { enDevice, type DeviceTexts } from "../../../widget/src/i18n/en/en-device.ts";
import { enFilters, type FilterTexts } from "../../../widget/src/i18n/en/en-filters.ts";
import { device as jaDevice } from "../../../widget/src/i18n/ja/ja-device.ts";
import { filters as jaFilters } from "../../../widget/src/i18n/ja/ja-filters.ts";
import { device as koDevice } from "../../../widget/src/i18n/ko/ko-device.ts";
import { filters as koFilters } from "../../../widget/src/i18n/ko/ko-filters.ts";
import { device as thDevice } from "../../../widget/src/i18n/th/th-device.ts";
import { filters as thFilters } from "../../../widget/src/i18n/th/th-filters.ts";
import { device as viDevice } from "../../../widget/src/i18n/vi/vi-device.ts";
import { filters as viFilters } from "../../../widget/src/i18n/vi/vi-filters.ts";
import { device as zhDevice } from "../../../widget/src/i18n/zh/zh-device.ts";
import { filters as zhFilters } from "../../../widget/src/i18n/zh/zh-filters.ts";
import { texts as ja } from "../../../widget/src/i18n/ja/ja.ts";
import { texts as ko } from "../../../widget/src/i18n/ko/ko.ts";
import { enStaff, type StaffTexts } from "../../../widget/src/i18n/en/en-staff.ts";
import { staff as jaStaff } from "../../../widget/src/i18n/ja/ja-staff.ts";
import { staff as koStaff } from "../../../widget/src/i18n/ko/ko-staff.ts";
import { staff as thStaff } from "../../../widget/src/i18n/th/th-staff.ts";
import { staff as viStaff } from "../../../widget/src/i18n/vi/vi-staff.ts";
import { staff as zhStaff } from "../../../widget/src/i18n/zh/zh-staff.ts";
import { overrideTexts } from "../../../widget/src/i18n/override-texts.ts";
import { texts as th } from "../../../widget/src/i18n/th/th.ts";
import { texts as vi } from "../../../widget/src/i18n/vi/vi.ts";
import { texts as zh } from "../../../widget/src/i18n/zh/zh.ts";

const english: AllTexts = {
  ...en,
  ...enEmoji,
  ...enRoom,
  ...enSettings,
  errors: { ...en.errors, ...enRoom.errors },
};
const DICTIONARIES: Record<string, AllTexts> = { en: english, ko, ja, zh, vi, th };
const STAFF: Record<string, StaffTexts> = {
  en: enStaff,
  ko: koStaff,
  ja: jaStaff,
  zh: zhStaff,
  vi: viStaff,
  th: thStaff,
};
const FILTERS: Record<string, FilterTexts> = {
  en: enFilters,
  ko: koFilters,
  ja: jaFilters,
  zh: zhFilters,
  vi: viFilters,
  th: thFilters,
};
const CHANNEL: Record<string, ChannelTexts> = {
  en: enChannel,
  ko: koChannel,
  ja: jaChannel,
  zh: zhChannel,
  vi: viChannel,
  th: thChannel,
};
const DEVICE: Record<string, DeviceTexts> = {
  en: enDevice,
  ko: koDevice,
  ja: jaDevice,
  zh: zhDevice,
  vi: viDevice,
  th: thDevice,
};
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

/** What is the same in every language: digits, and that nothing follows a command. */
const OF_NO_LANGUAGE = /^(letter|commands\.\w+\.1)$/;

/** Words that Vietnamese has from English. */
const LOANS = new Set(["vi bot"]);

function expectAll(lang: string, dictionary: object, english: object): void {
  const named = new Map(flatten(english));
  const texts = flatten(dictionary);
  expect(texts.map(([name]) => name).sort()).toEqual([...named.keys()].sort());
  for (const [name, text] of texts) {
    if (OF_NO_LANGUAGE.test(name)) continue;
    expect(text.trim(), name).not.toBe("");
    expect(text.includes(GIVEN), name).toBe(named.get(name)!.includes(GIVEN));
    if (lang !== "en" && !LOANS.has(`${lang} ${name}`))
      expect(text, name).not.toBe(named.get(name));
  }
}

describe("the dictionaries", () => {
  it.each(Object.keys(DICTIONARIES))("%s has every text, and none is empty or English", (lang) => {
    expectAll(lang, DICTIONARIES[lang]!, english);
  });

  it.each(Object.keys(STAFF))("%s has every text of the staff, in its own words", (lang) => {
    expectAll(lang, STAFF[lang]!, enStaff);
    const names = Object.values(STAFF[lang]!.commands).map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\p{L}\p{M}]+$/u);
  });

  it.each(Object.keys(FILTERS))("%s has every text of the filters, in its own words", (lang) => {
    expectAll(lang, FILTERS[lang]!, enFilters);
  });

  it.each(Object.keys(CHANNEL))(
    "%s has every text of a channel's panel, in its own words",
    (lang) => {
      expectAll(lang, CHANNEL[lang]!, enChannel);
    },
  );

  it.each(Object.keys(DEVICE))("%s has every text of device sign-ins, in its own words", (lang) => {
    expectAll(lang, DEVICE[lang]!, enDevice);
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
    expect((await findTexts(lang, "")).texts).toEqual(texts);
  });

  it("are there at once in English, and in others from the second time on", async () => {
    expect(findTexts("en", "")).toEqual({ texts: en });
    await findTexts("vi", "");
    expect(findTexts("vi", "")).not.toBeInstanceOf(Promise);
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
