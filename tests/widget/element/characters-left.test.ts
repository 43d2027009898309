import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMessageText } from "#protocol";
import { charactersLeft } from "../../../widget/src/element/composer/characters-left.ts";

const FAMILY = "👨‍👩‍👧‍👦";

describe("the characters that are left", () => {
  it.each([
    ["", 500],
    ["안녕", 498],
    ["가".repeat(501), -1],
    [FAMILY.repeat(70), 10],
    [FAMILY.repeat(100), -20],
    ["한글".normalize("NFD").repeat(250), 0],
    ["a".repeat(500) + "\n ", 0],
    [".\n".repeat(32) + ".", -3],
  ])("[SM3] are counted by graphemes and by bytes: %#", (draft, left) => {
    expect(charactersLeft(draft)).toBe(left);
  });

  it("[SM3] are below 0 for exactly what is refused as too long", () => {
    const parts = fc.constantFrom("a", "가", " ", "👍🏽", FAMILY, "e\u0301", "\n");
    const drafts = fc
      .array(fc.tuple(parts, fc.integer({ min: 1, max: 250 })), { minLength: 1, maxLength: 4 })
      .map((runs) => runs.map(([part, times]) => part.repeat(times)).join(""))
      // Beyond that, length alone is refused, without cleaning.
      .filter((draft) => draft.length <= 8_000);
    fc.assert(
      fc.property(drafts, (draft) => {
        const parsed = parseMessageText(draft);
        const isTooLong = !parsed.ok && parsed.error.code === "message-too-long";
        expect(charactersLeft(draft) < 0).toBe(isTooLong);
      }),
    );
  });
});
