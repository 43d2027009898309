import { expect, test } from "vitest";
import { CHAT_LANGUAGES } from "#protocol";
import { readPlace } from "../../pages/studio/place.ts";
import { DICTIONARIES, findTexts } from "../../pages/studio/texts/texts.ts";

test("the studio has texts of its own in every language of the chat", () => {
  expect(DICTIONARIES.map(({ lang }) => lang).toSorted()).toEqual(CHAT_LANGUAGES.toSorted());
  for (const { reviewKeys, notStaffHow } of DICTIONARIES) {
    // The keys are on every keyboard.
    expect(reviewKeys).toMatch(/A.*R/);
    expect(notStaffHow).not.toBe("");
  }
  expect(new Set(DICTIONARIES.map(({ notStaff }) => notStaff)).size).toBe(CHAT_LANGUAGES.length);
  expect(findTexts("ko-KR").lang).toBe("ko");
  expect(findTexts("xx").lang).toBe("en");
});

test.each([
  ["https://c.example/studio/s1", "https://c.example", "s1"],
  ["https://c.example/studio/moon%3A1?view=report", "https://c.example", "moon:1"],
  ["https://shop.example/chat/studio/s1", "https://shop.example/chat", "s1"],
  ["https://shop.example/live-chat/studio/s1", "https://shop.example", "s1"],
  ["https://c.example/studio/", "https://c.example", undefined],
  ["https://c.example/studio/%E0%A4%A", "https://c.example", undefined],
  ["https://c.example/studio/%3Cb%3E", "https://c.example", undefined],
])("[ST1] the studio at %s knows its server and its stream", (href, serverUrl, streamId) => {
  expect(readPlace(href)).toMatchObject({ serverUrl, streamId });
});
