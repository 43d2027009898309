import { describe, expect, it } from "vitest";
import { fingerprintOf, isEmojiOnly } from "../../server/src/chat/text/message-fingerprint.ts";

describe("the checks of emoji-only and repeated messages", () => {
  it.each(["👍", "👍🏽 👩‍👩‍👧‍👦", "🇰🇷🇻🇳", "❤️", "☺", "1️⃣ #️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🎉\n🎉"])(
    "[MO6] takes %s for emoji alone",
    (text) => {
      expect(isEmojiOnly(text)).toBe(true);
    },
  );

  it.each(["a", "👍 ok", "1", "#", "ㅋㅋ", ":)", "하트❤️", "!?"])(
    "[MO6] does not take %s for emoji",
    (text) => {
      expect(isEmojiOnly(text)).toBe(false);
    },
  );

  it.each([
    ["Buy now!", "buy   NOW"],
    ["buy now", "b u y n o w!!!"],
    ["ㅋㅋㅋㅋ", "ㅋㅋㅋㅋㅋㅋㅋㅋ"],
    ["ＳＡＬＥ", "sale"],
    ["sa\u200ble", "sale"],
    ["!!!", "!!!!!"],
  ])("[MO6] %s says the same as %s", (one, other) => {
    expect(fingerprintOf(one)).toBe(fingerprintOf(other));
  });

  it.each([
    ["buy now", "buy then"],
    ["👍", "👎"],
    ["!", "?"],
    ["1 won", "2 won"],
    ["안녕", "안녕하세요"],
  ])("[MO6] %s does not say the same as %s", (one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });

  it("ends on texts that are made to let regular expressions backtrack", () => {
    for (const text of [
      "a.".repeat(1_000),
      "-".repeat(2_000),
      "a".repeat(1_000) + ".",
      "👍".repeat(500) + "a",
    ]) {
      // With backtracking, the time limit of the test would end it.
      expect(isEmojiOnly(text)).toBe(false);
      expect(fingerprintOf(text)).toBe(fingerprintOf(text));
    }
  });
});
